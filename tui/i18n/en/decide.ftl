## Proposals and votes

cmd-proposal = Proposals and votes
cmd-proposal-new = Propose something and open the vote
cmd-proposal-open = Open the vote on what is out for consultation
cmd-proposal-vote = Vote; it can be changed until the close
cmd-proposal-delegate = Let another carry the vote
cmd-proposal-amend = Propose another text
cmd-proposal-amendment = Answer an amendment
cmd-proposal-amendment-accept = Accept an amendment: its text stands from here on
cmd-proposal-amendment-reject = Reject an amendment
cmd-proposal-object = Object with reasons to a proposal by consent
cmd-proposal-withdraw = Take one's own proposal back
cmd-proposal-close = Close the vote
cmd-proposal-show = See a proposal, its rule and how it stands
cmd-proposal-list = See the proposals
cmd-proposal-export = Save a proposal with its result; json allows to count again

arg-proposal-new-body = Text; - reads it from the input. With --option or --from it may be missing
arg-method = How it is decided: consent, majority, two-thirds, sense, approval, dots, date or election
arg-count = Who has one vote: orgs (organizations) or people
arg-quorum = How many must vote for it to hold
arg-closes = When it closes, for example "2026-12-01 16:00"; a date alone: until that day is over everywhere
arg-second-call = When the second call closes, if the first had no quorum
arg-second-quorum = Quorum of the second call; without it, half
arg-option = An option; repeat it
arg-secret = Show nobody who voted what
arg-carries = How many votes of others each may carry
arg-proposal-new-from = The thread, document or proposal that it came from
arg-preview = Show what the rule means, in numbers, and propose nothing
arg-consult = Put it out for consultation first: amendments, and no votes until it is opened
arg-proposal-open-closes = When it closes; without it, as it was proposed
arg-choice = yes, no, abstain; by consent agree, concern, abstain, object; numbers of options; with dots OPTION=N
arg-reason = Why
arg-as-org = Vote for the organization
arg-basis = What the vote of the organization rests on: assembly, board, consultation (of members), mandate or judgement (of who coordinates)
arg-proposal-delegate-who = Who carries the vote
arg-revoke = Delegate no more
arg-proposal-amend-from = File with the text; - reads the input
arg-harm = Which concrete harm it causes
arg-change = Which change would resolve it
arg-statement = What happens now, in words
arg-proposal-export-format = Format: md, html, csv or json (to count again)

proposal-none = There are no proposals yet.
proposal-voted = { $voted } of { $of } voted
proposal-late = { $n ->
    [one] One vote came late and does not count.
   *[other] { $n } votes came late and do not count.
}
proposal-left-out = Who closed ({ $who }) left out a vote of her own that she had already.
proposal-closed-twice = It was closed more than once, one closing not knowing of the other. What either knew counts.
proposal-state-consultation = out for consultation
proposal-state-open = vote open
proposal-state-objection = objection to resolve
proposal-state-second-call = second call
proposal-state-closed = closed
proposal-state-withdrawn = withdrawn
proposal-outcome-adopted = adopted
proposal-outcome-rejected = not adopted
proposal-outcome-no-quorum = no quorum
proposal-outcome-sensed = sense taken
proposal-outcome-chosen = chosen
proposal-outcome-tie = tie
proposal-mine-none = vote missing
proposal-mine-voted = voted
proposal-mine-delegated = delegated
proposal-mine-clash = confirm the vote
proposal-mine-outdated = vote again: the text changed
proposal-mine-spoiled = vote again: the vote is not valid

rule-consent = It passes if nobody objects with reasons and those who agree, with a concern or without, are more than those who do not.
rule-majority = It passes if there are more yes than no, abstentions not counted.
rule-two-thirds = It passes if two of every three say yes, abstentions not counted.
rule-sense = It is a sense check: it shows what people think and binds nobody.
rule-approval = Each vote marks as many options as it likes. The most marked wins.
rule-dots = Each vote gives out up to 10 points. The option with most wins.
rule-date = Each vote marks the dates that are possible. The most marked wins.
rule-election = Each vote chooses one. The most voted wins; a tie elects nobody.
rule-quorum-orgs = One organization, one vote: who coordinates votes. { $quorum ->
    [one] At least one of { $of } must vote.
   *[other] { $quorum } of { $of } must vote.
}
rule-quorum-people = One person, one vote. { $quorum ->
    [one] At least one of { $of } must vote.
   *[other] { $quorum } of { $of } must vote.
}
rule-quorum-orgs-at-opening = One organization, one vote: who coordinates votes. { $n ->
    [one] At least one must vote.
   *[other] At least { $n } must vote.
}
rule-quorum-people-at-opening = One person, one vote. { $n ->
    [one] At least one must vote.
   *[other] At least { $n } must vote.
}
rule-roll-at-opening = Who votes is fixed when the vote opens.
rule-roll-today = { $n ->
    [one] If it opened today, 1 could vote.
   *[other] If it opened today, { $n } could vote.
}
roll-at-opening = fixed when the vote opens.
rule-second = Without quorum there is a second call with { $quorum }.
rule-carries = { $n ->
    [one] Each may carry one vote of another.
   *[other] Each may carry up to { $n } votes of others.
}
rule-last = The last vote counts that who closed knew. Two votes of the same that did not know of each other and say different things count as none until one is confirmed. If the text changes, votes are cast again.
secrecy-open = The vote is open: those who read this space see who voted what and why.
secrecy-secret = The vote is secret on the screen: no command shows who voted what, and the counts are shown at the close. It is not secret from somebody who can open what her own device stores: every device of the space holds the votes. With few voters the result itself may tell.

label-preview = What the rule means
preview-nothing-yet = Nothing was proposed yet. To propose it, repeat without --preview.
preview-of-orgs = { $n ->
    [one] 1 organization may vote.
   *[other] { $n } organizations may vote.
}
preview-of-people = { $n ->
    [one] 1 person may vote.
   *[other] { $n } people may vote.
}
preview-quorum = { $n ->
    [one] One vote is enough for it to count.
   *[other] With fewer than { $n } votes it does not count.
}
preview-if-all = If all vote and none abstains, { $yes } in favour adopt it.
preview-if-few = { $voted ->
    [one] If one alone votes and does not abstain, { $yes } in favour adopts it.
   *[other] If { $voted } vote and none abstains, { $yes } in favour adopt it.
}
preview-stops = A single objection with reasons stops it, even if all others agree.
preview-points = All together give out up to { $n } points.
preview-most = The option with most wins, by however little; a tie decides nothing.
preview-election = Who has most votes wins, by a single one; a tie elects nobody.
preview-sense = It adopts and rejects nothing: it shows what people think.
preview-second = { $n ->
    [one] Without quorum, one vote is enough at the second call.
   *[other] Without quorum, { $n } votes are enough at the second call.
}
preview-late = A vote that comes after the close does not count; it is shown how many came late.

choice-yes = Yes
choice-no = No
choice-abstain = Abstention
choice-agree = Agree
choice-concern = Agree with a concern
choice-object = Objection with reasons
choice-disagree = Disagree
outcome-adopted = Adopted.
outcome-rejected = Not adopted.
outcome-no-quorum = There is no quorum.
outcome-sensed = The sense check has ended.
outcome-chosen = Chosen: { $chosen }.
outcome-tie = Tie: { $chosen }.
outcome-now = If it closed now: { $outcome }
outcome-hidden = It will be seen at the close.
outcome-consultation = It is out for consultation: it takes amendments and no votes yet.
ballot-counted = counts
ballot-earlier = changed later
ballot-late = came late
ballot-clash = contradicts: confirm one
ballot-outdated = is about another text
ballot-spoiled = is not valid
ballot-delegation = delegation
unit-missing = missing
unit-counted = voted
unit-carried = another voted for it
unit-waits = delegated to one who has not voted
unit-over = delegated to one who carries the most already
unit-clash = contradicts itself
unit-outdated = voted another text
unit-spoiled = vote that is not valid
amendment-waiting = amendment waiting
amendment-accepted = amendment accepted
amendment-rejected = amendment rejected
label-author = Proposed by
label-closes = Closes
label-rule = How it is decided
label-secrecy = Who sees it
label-roll = Roll
label-from = Came from
label-harm = Harm
label-change = Change that would resolve it
label-basis = It rests on
basis-assembly = assembly
basis-board = board
basis-consultation = consultation of members
basis-mandate = mandate
basis-judgement = judgement of who coordinates
label-statement = What follows
label-minority = Other reasons
aside-kind-proposal = proposal
aside-kind-ballot = vote
aside-kind-delegation = delegation of a vote
aside-kind-amendment = amendment
aside-kind-amendment-answer = answer to an amendment
aside-kind-proposal-open = opening of a vote
aside-kind-proposal-close = end of a vote
aside-kind-proposal-withdraw = withdrawal of a proposal

error-vote-closed-no-effect = The vote has ended. See the result with: asamblea proposal show.
error-vote-as-org = In this proposal each person votes and no organization does. Repeat without --as-org to cast your own vote.
error-vote-not-open-no-effect = It is out for consultation and takes no votes yet. Who proposed opens the vote with: asamblea proposal open.
error-vote-opened-no-effect = The vote is open already.
error-vote-open-not-permitted = Only who proposed or who coordinates the space opens the vote.
error-vote-carries-no-effect = It carries all the votes that the rule allows already. Choose another or vote.
error-vote-none-not-permitted = There is no vote of one's own here: who coordinates an organization of the roll votes, or each person of the roll, from her first device.
error-vote-author-not-permitted = Only who proposed can do this.
error-vote-close-not-permitted = Only who proposed or who coordinates the space closes.
error-vote-choice-usage = That vote does not fit this proposal. See the choices with: asamblea proposal show.
error-vote-basis-usage = Only the vote of an organization says what it rests on. Repeat without --basis.
error-vote-options-usage = Approval, dots, date and election ask for two different options or more with --option; the other methods for none.
error-vote-closes-usage = The close must be in the future, and the second call after the close.
error-vote-roll-usage = The quorum asks for more votes than the roll has, or nobody votes in this space.
error-proposal-text = A proposal needs a text. Give it with --body, or say what it comes from with --from.
ui-error-vote-closed-no-effect = The vote has ended. The result stands in the proposal.
ui-error-vote-not-open-no-effect = It is out for consultation and takes no votes yet. Who proposed opens the vote.
ui-error-vote-choice-usage = That vote does not fit this proposal. Choose among its options.
ui-error-vote-basis-usage = Only the vote of an organization says what it rests on. Leave that line empty.
ui-error-vote-options-usage = Approval, dots, date and election ask for two different options or more; the other methods for none.

## On the screen

ui-proposals = Proposals
ui-proposals-empty = There are no proposals yet. c proposes the first.
ui-palette-proposals = Proposals
ui-home-votes = Votes missing
ui-proposal-version = version { $n }
ui-proposal-closes = closes { $when }
ui-proposal-mine = { $unit }: { $said }
ui-tally = How it stands
ui-quorum-met = quorum reached
ui-quorum-missing = no quorum yet
ui-ballots = Votes
ui-cmd-propose = Propose something and open the vote
ui-key-propose = propose
ui-cmd-vote = Vote, or change the vote
ui-key-vote = vote
ui-cmd-vote-delegate = Let another carry the vote
ui-key-vote-delegate = delegate
ui-cmd-vote-texts = See the texts and amendments, and what each changes
ui-key-vote-texts = texts
ui-cmd-vote-amend = Propose another text
ui-key-vote-amend = amend
ui-cmd-vote-object = Object, with its two reasons
ui-key-vote-object = object
ui-cmd-vote-withdraw = Take back one's own proposal
ui-key-vote-withdraw = withdraw
ui-cmd-vote-open = Open the vote on what is out for consultation
ui-key-vote-open = open
ui-cmd-vote-end = Close the vote
ui-key-vote-end = close
ui-cmd-go-proposals = Go to the proposals
ui-key-go-proposals = proposals
ui-propose = Propose
ui-propose-method = How is it decided?
ui-propose-count = Who has one vote?
ui-propose-words = What is not needed may stay empty. Before the vote opens it is shown what the rule means for those who vote today.
ui-propose-next = See what the rule means
ui-propose-yes = Propose and open the vote
ui-propose-consult = Put it out for consultation first
ui-propose-consult-words = Out for consultation it takes amendments and nobody votes until it is opened. Then the text and who votes are fixed.
ui-open-vote = Open the vote
ui-open-vote-words = From now on this text stands, and those who are here today vote. There is no way back to the consultation.
ui-done-consulted = Proposal saved. It is out for consultation.
ui-done-opened = Vote open.
ui-why-vote-not-open = It is out for consultation and takes no votes yet.
ui-why-vote-opened = It is not out for consultation.
ui-why-not-open = Who proposed or who coordinates the space opens it.
ui-propose-options = Options, separated by ;
ui-propose-quorum = Quorum: how many must vote
ui-propose-date = Day of the close
ui-propose-hour = Hour of the close (empty: all that day)
ui-count-orgs = Each organization, one vote
ui-count-people = Each person, one vote
ui-method-consent = By consent
ui-method-majority = By majority
ui-method-two-thirds = By two thirds
ui-method-sense = Sense check that binds nobody
ui-method-approval = Choose among options
ui-method-dots = Give out points
ui-method-date = Find a date
ui-method-election = Elect somebody
ui-guide-problem = What problem do we want to solve?
ui-guide-proposal = What do we propose, in one sentence?
ui-guide-members = What changes for members?
ui-guide-who = Who does it, with what, by when?
ui-guide-risks = Which risks does it bring, and for whom?
ui-guide-nothing = What happens if we do nothing?
ui-guide-review = How and when do we review it?
ui-vote = Vote
ui-vote-mine = This is the vote of { $unit }. It counts 1 of { $of }.
ui-vote-change = It can be changed until the close. The last one counts.
ui-vote-not = Back without voting
ui-vote-cast = Cast the vote
ui-vote-reason = Reason
ui-vote-basis = It rests on: 1 assembly, 2 board, 3 consultation, 4 mandate, 5 own judgement (optional)
ui-fault-basis = Write a number from 1 to 5, or nothing.
ui-vote-reason-words = The reason is optional. Who reads this space sees it, but for a secret vote.
ui-vote-options = Numbers, with spaces; for dots 1=7 2=3
ui-object-words = An objection stops the proposal until it is resolved. So it asks for both answers. Without them one votes to disagree.
ui-object-harm = Which concrete harm does it cause?
ui-object-change = Which change would resolve it?
ui-delegate = Delegate the vote
ui-delegate-words = Their vote will count for this one, too. Voting here ends it.
ui-delegate-who = Who carries the vote: the name
ui-delegate-yes = Delegate
ui-end-vote = Close the vote
ui-end-vote-words = What this device knows now counts. What comes later stays as late.
ui-end-vote-no = Leave it open
ui-end-vote-yes = Close the vote
ui-statement-words = What is done now can be said in words. Whoever reads this space will read it.
ui-statement = What is done now (optional)
ui-propose-secrecy = Is it shown who voted what?
ui-secrecy-open = Open vote
ui-secrecy-secret = Secret vote on the screen
ui-propose-second = Second call if the quorum is missing: day of its close (optional)
ui-propose-second-quorum = Quorum of the second call (empty: half)
ui-amend-title = Another text for the proposal
ui-amend-why = Why (optional)
ui-amend-same = The text is the same. Change something before sending.
ui-amendments-waiting = { $n ->
    [one] 1 amendment waits for the answer of who proposed. H shows it.
   *[other] { $n } amendments wait for the answer of who proposed. H shows them.
}
ui-texts = Texts and amendments
ui-texts-words = Choose one to see what it changes.
ui-texts-signs = Lines that go stand behind -, lines that come behind +:
ui-texts-same = It says the same as the text before.
ui-amendment-why = Why: { $reason }
ui-amendment-answer = If it is accepted, this text stands from then on and who has voted votes again.
ui-amendment-accept = Accept the amendment
ui-amendment-reject = Reject it: the text stays as it is
ui-withdraw = Withdraw the proposal
ui-withdraw-words = The vote ends without an outcome. What was said stays in view. It cannot be undone.
ui-withdraw-no = Leave it open
ui-withdraw-yes = Withdraw the proposal
ui-done-accepted = Amendment accepted: its text stands from now on.
ui-done-rejected = Amendment rejected.
ui-done-withdrawn = Proposal withdrawn.
ui-why-no-objections = Only what is decided by consent can be objected to. Here one votes no, with one's reason.
ui-why-not-proposer = Only who proposed can do that.
ui-fault-second = The second call closes after the first.
ui-fault-proposal = Answer at least one of the seven questions: without a text nobody knows what the vote is about.
ui-done-proposed = Proposal saved. The vote is open.
ui-done-voted = Vote saved. It can be changed until the close.
ui-done-delegated = Delegation saved.
ui-done-ended = Vote closed.
ui-why-no-proposal = No proposal is chosen.
ui-why-vote-closed = The vote has ended.
ui-why-no-vote = There is no vote of one's own in this proposal.
ui-why-not-end = Who proposed or who coordinates the space closes.
ui-fault-number = Write a number, or leave it empty.
ui-fault-list = Write two options or more, separated by ;
ui-why-proposal-loading = The proposal is still on its way.
text-verb-proposals = the proposals
text-proposals-how = To vote: proposal vote NUMBER yes --reason "..."

search-kind-proposal = proposal
search-kind-amendment = amendment
search-kind-ballot = reasons of a vote

head-choice = Choice
head-votes = Votes
head-voter = Voter
head-carried-by = Carried by
label-second-call = Second call until

ui-home-answers = My answer is asked for
ui-home-answers-n = { $n ->
    [one] 1 waits
   *[other] { $n } wait
}

arg-proposal-list-delegated = Only those in which I delegated my vote or carry another's
delegation-given = My vote is carried by { $unit }
delegation-received = I carry the vote of { $unit }
delegation-carried = it counts
delegation-waits = it waits until whoever carries it votes
delegation-over = it does not count: whoever carries it has as many as the rule allows
ui-delegations = Delegated votes
ui-delegations-words = Those I gave and those I carry. Enter opens the proposal.
ui-take-back = Take the delegation back
ui-take-back-words = The vote comes back and is still to be given. Nobody else carries it.
ui-take-back-no = Leave it
ui-take-back-yes = Take it back
ui-done-taken-back = Delegation taken back. The vote is still missing.
ui-why-not-delegated = Here nobody carries my vote.
ui-why-no-delegations = I delegated no vote and carry no other.
ui-cmd-vote-take-back = Take the delegation of my vote back
ui-key-vote-take-back = take back
ui-cmd-vote-delegations = See the votes I delegated and those I carry
ui-key-vote-delegations = delegated
