# The practice network: what it says of itself, and what is invented in it.

## Commands

cmd-practice = Open the practice network, with invented data; it is made where there is none
arg-practice = Do the command in the practice network
arg-practice-reset = Delete it and begin again
arg-practice-yes = Do not ask

error-practice = This is a practice network: nothing of it leaves this device, so it does not connect. In the real network this command does.
error-practice-code-practice = That invitation is of a practice network: nobody comes in with it. Ask somebody in the real network for another one.
error-practice-full-too-long = The practice network has all the people that it holds.
error-practice-reset = To begin again without anybody answering the question, --yes is needed. Nothing was deleted.
error-practice-kept = Nothing was deleted.

practice-mark = PRACTICE · invented data
practice-words = Everything is invented and nothing leaves this device. The invented colleagues do not answer.
practice-made = The practice network is ready: everything in it is invented, and nothing leaves this device.
practice-open = The practice network is on this device.
practice-me = Me (practising)
practice-folder = Folder: { $folder }
practice-how = To give commands in it: asamblea --practice COMMAND. To begin again: asamblea practice --reset.
practice-making = Making the practice network...
practice-invitation = It is of the practice network: nobody comes in with this code.
practice-ask = Everything written in the practice network is deleted. Begin again? Type: { $word }
practice-word = delete

## Screen

ui-error-practice = This is a practice network: nothing of it leaves this device, so it does not connect.
ui-fault-practice-code = It is an invitation of a practice network: nobody comes in with it. Ask for another one.
ui-practice-names = Practice network
ui-practice-names-words = There are invented organizations and colleagues who have written already. They do not answer later. Nothing leaves this device, and one can always begin again.
ui-practice-names-note = Any name will do, an invented one too.
ui-practice-passphrase-words = As in the real network: it closes what is written while practising. Choose another one than the real one. If it is forgotten, one begins again.
ui-practice-exists = There is a practice network on this device already.
ui-practice-open = Go on practising
ui-practice-open-hint = With the passphrase that was chosen for it.
ui-practice-again = Begin again
ui-practice-again-hint = Deletes for good everything written while practising.
ui-ready-practice = The practice network is ready.
ui-ready-practice-words = Home shows what waits: messages, a vote, a meeting, an assessment, a plan to sign and a task that is overdue. The guide is among the documents of the organization.
ui-practice-reset = Begin the practice again
ui-practice-reset-words = Everything written in the practice network is deleted for good, and another one is made.
ui-practice-reset-no = Keep it as it is
ui-practice-reset-yes = Delete and begin again
ui-practice-forgotten = This is the practice network: without the passphrase one can begin again with asamblea practice --reset.
ui-cmd-practice-reset = Begin the practice again
ui-key-practice-reset = new practice
ui-why-no-practice = This is for the practice network only; this one is real.

## Who

practice-network = Practice network
practice-office = Example Secretariat
practice-north = Example Organization North
practice-center = Example Organization Centre
practice-south = Example Organization South
practice-region-north = Example Sub-region North
practice-region-center = Example Sub-region Centre
practice-region-south = Example Sub-region South
practice-sofia = Sofía (invented)
practice-rosa = Rosa (invented)
practice-ana = Ana (invented)
practice-luz = Luz (invented)

## What they wrote

practice-thread-title = Example: which topic comes first this year?
practice-thread-1 = Colleagues, this is an invented example. We have to choose a topic to begin the year with: the by-law, the health centres or the training of promoters. What does each organization think?
practice-thread-2 = In Centre we would begin with the health centres: it is what we are asked most.
practice-thread-3 = In South, with the by-law. We still have to hear from North. Can you answer here?
practice-hello-title = Example: welcome to North
practice-hello-1 = This is the space of our invented organization: what is written here is read by its members alone. Who can take care of the attendance list?
practice-guide-title = Guide to practising
practice-guide-text =
    # Guide to practising

    Everything here is invented. Anything can be tried: nothing leaves this device, and one can always begin again. The invented colleagues do not answer later.

    ## What to try

    - Answer Luz in the network's discussion, and Rosa in that of North.
    - Read the agenda: there is a second edition, with a change.
    - Say whether you come to the meeting that is called.
    - Vote on both proposals, and close that of North.
    - Score in this year's assessment.
    - Sign the plan of North: the Secretariat has signed already.
    - Mark the overdue task as done.
    - Read the comments of the network's document, and add one.
    - Lock with Ctrl-L and open again with the passphrase.
    - Compare Rosa's safety words: { $words }
practice-doc-title = Example: letter to the committee
practice-doc-text =
    # Letter to the committee

    An invented draft, to be written together.

    We ask for a hearing to explain why the by-law is used against us.

    We shall bring the figures of the example survey.
practice-doc-on-1 = We ask for a hearing
practice-comment-1 = Do we say by when?
practice-doc-on-2 = the figures of the example survey
practice-comment-2 = How many answered is missing.
practice-agenda-title = Example agenda
practice-item-meeting = Example meeting of the network
practice-item-training = Example workshop for spokeswomen
practice-item-deadline = Example deadline for contributions
practice-place = By call (example)
practice-place-new = Example office
practice-meeting-title = Example meeting of the network
practice-meeting-minutes = Minutes of the example meeting
practice-point-1 = Which topic comes first
practice-point-2 = Date of the workshop
practice-earlier-title = Example meeting of North
practice-earlier-minutes = Minutes of the example meeting of North
practice-task = Prepare the attendance list of the example workshop
practice-vote-title = Example: meet on Thursdays
practice-vote-text = Invented proposal: North meets on Thursday afternoons.
practice-network-vote-title = Example: a bulletin every month
practice-network-vote-text = Invented proposal: the network publishes a bulletin every month. Each organization has one vote, which a coordinator gives.
practice-concern = Agreed, if somebody takes care of translations.
practice-old-round-title = Example assessment of last year
practice-round-title = Example assessment of this year
practice-why = It is an example: the group agreed on it.
practice-note = Invented note.
practice-responsible = Example committee
practice-held = All of it stays on this device.
practice-sent = Saved here. Nothing leaves the practice network.
