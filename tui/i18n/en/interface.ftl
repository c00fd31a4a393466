# Texts of the full-screen interface. Short sentences, plain words.

## On every screen
ui-network-unnamed = Network without a name yet
ui-online = { $count } online
ui-up-to-date = up to date
ui-reach-never = not connected: nobody has it yet
ui-reach-never-short = nobody has it
ui-reach-alone = not connected
ui-reach-busy = exchanging
ui-outgoing = { $count } to send
ui-at-of = { $at } of { $of }
ui-from-to-of = { $from }-{ $to } of { $of }
ui-new-count = { $count ->
    [one] 1 new
   *[other] { $count } new
}
ui-today = today { $hour }
ui-yesterday = yesterday { $hour }
ui-there = { $hour } at the place
ui-weekdays = Mo Tu We Th Fr Sa Su
ui-months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
ui-back = Go back
ui-save = Save
ui-make = Do it
ui-go-on = Go on
ui-title = Title
ui-name = Name
ui-whom = Whom
ui-path = File
ui-loading = Fetching…
ui-too-small = A window of 40 by 20 is needed. This one is { $columns } by { $rows }.
ui-panic = The program closed because of its own fault. The draft is saved. Open it again.

## Places
ui-home = Home
ui-spaces = Spaces
ui-threads = Threads
ui-documents = Documents
ui-agenda = Agenda
ui-agendas = Agendas
ui-people = People
ui-sync = Sync
ui-help = Help
ui-history = History
ui-find = Find
ui-palette = Go to or do

## Lock
ui-lock-passphrase = Passphrase
ui-lock-forgotten = I do not remember it
ui-lock-folder = Another data folder
ui-lock-forgotten-words = It cannot be opened from here without it. A coordinator can invite again.
ui-lock-folder-words = Close, and open again with --profile and the folder's name.
ui-lock-opening = Opening…
ui-lock-wrong = Not that one. Wait { $seconds ->
    [one] 1 second.
   *[other] { $seconds } seconds.
}

## First run
ui-wizard-title = First run
ui-wizard-progress = step { $number } of { $of }
ui-wizard-why = Why is this asked?
ui-wizard-working = Creating… this may take half a minute.
ui-wizard-language = Idioma · Language
ui-wizard-language-why = Everything the program says can be read in this language. It can be changed on opening, with --lang.
ui-wizard-language-note = Nothing is sent before the end.
ui-wizard-spanish = Español
ui-wizard-spanish-hint = Todo el programa en español.
ui-wizard-portuguese = Português
ui-wizard-portuguese-hint = Todo o programa em português.
ui-wizard-english = English
ui-wizard-english-hint = The whole program in English.
ui-wizard-how = How to begin?
ui-wizard-how-why = An invitation leads into a network that exists. Founding makes an empty one. Practice uses invented data, and nothing leaves this device.
ui-wizard-how-note = Nothing is sent before the end. One can always go back.
ui-wizard-join = I have an invitation
ui-wizard-join-hint = A code or a square that somebody handed over.
ui-wizard-found = Found a new network
ui-wizard-found-hint = Only if nobody has founded it yet.
ui-wizard-demo = Practise with invented data
ui-wizard-demo-hint = Nothing done there leaves this device.
ui-wizard-names = Names
ui-wizard-names-why = Only people in the network see the names. No legal name is needed: the one used among colleagues will do. Neither e-mail nor telephone is asked for.
ui-wizard-names-note = A chosen name will do.
ui-wizard-names-words = Only people in the network will see them.
ui-wizard-code-words = The code may hold blanks. It works once.
ui-wizard-network = Network
ui-wizard-org = Organization
ui-wizard-country = Country
ui-wizard-person = My name
ui-wizard-code = Code
ui-wizard-passphrase = Choose a passphrase
ui-wizard-passphrase-why = Five words by chance are easy to remember and very hard to guess, even for a machine that tries millions. A known phrase or a name is guessed in minutes.
ui-wizard-passphrase-note = Keep it on paper until it is known.
ui-wizard-passphrase-words = It closes everything kept on this device. Nobody else knows it.
ui-wizard-suggested = Suggested: { $words }
ui-wizard-again = Once more
ui-wizard-reveal = Show or hide what is typed
ui-wizard-resuggest = Suggest other words
ui-strength = Strength
ui-strength-low = low
ui-strength-middle = middling
ui-strength-high = high
ui-wizard-protects = What it protects, and what not
ui-wizard-protects-why = Who knows what a program does not protect can take better care.
ui-wizard-protects-note = Going on makes everything chosen.
ui-protects-off = Yes: locked or switched off, nothing is read on this device.
ui-protects-space = Yes: nobody outside a space reads what is in it.
ui-protects-offline = Yes: it works offline and by USB.
ui-not-open = No: taken open, or with the passphrase, everything is read.
ui-not-hidden = No: it does not hide that it is used, nor from where.
ui-not-taken-back = No: what is sent is not taken back.
ui-not-forgotten = No: without passphrase no way back.
ui-protects-understood = Understood, go on
ui-protects-more = What it does not protect either
ui-not-when = No: nobody can prove when something was written.
ui-not-two = No: a member can say two things to two groups until they compare.
ui-not-broken = No: a broken disk takes along what reached no other device.
ui-not-others = No: deleting here deletes neither what others hold nor what a disk keeps inside.
ui-not-majority = No: two coordinators who agree can take over the organization.
ui-not-signed = No: what is signed is proof, also against who wrote it.
ui-wizard-ready = Ready
ui-wizard-ready-why = It can be entered now.
ui-wizard-ready-note = Ctrl-L locks everything at any moment.
ui-ready-founded = The network is founded.
ui-ready-joined = One can read and write in the network now.
ui-ready-waiting = Nobody answered yet. It keeps trying by itself.
ui-ready-words = Safety words: { $words }
ui-ready-start = To begin
ui-ready-words-why = Read them aloud to whoever invited, or is invited.
ui-ready-enter = Enter

## Faults of filling in
ui-fault-empty = Something is to be written here.
ui-fault-country = The country is two letters, for example PE.
ui-fault-code = The code is not complete or has a mistake. Copy all of it again.
ui-fault-short = Too short: { $least } letters or more are needed.
ui-fault-different = They are not the same. Type it again.
ui-fault-date = The day is written like this: 2027-04-15.
ui-fault-hour = The hour is written like this: 16:00.
ui-fault-retain = From 7 to 3650 days, or empty: nothing is forgotten.
ui-fault-until = The end is an hour (18:00), a day with an hour (2027-04-16 18:00) or minutes (90).
ui-fault-until-before = The end must be after the beginning.
ui-fault-until-stays = This date has an end: write another one, do not leave it empty.
ui-fault-zone = The zone is written like this: America/Lima.
ui-fault-path = Write the whole path, from its beginning.
ui-destroy = Destroy this profile
ui-destroy-yes = Destroy

## Home
ui-home-alerts = Alerts
ui-home-tasks = To begin
ui-home-unread = Unread
ui-home-changed = Changes
ui-home-since = since my visit, { $when }
ui-home-dates = Next dates
ui-home-quiet = Nothing waits.
ui-home-quiet-next = 2 go to the spaces   3 see the agenda
ui-home-waiting = Nobody has handed over the keys yet. It keeps trying by itself.
ui-task-coordinators = Add coordinators: there are { $count } of 3
ui-task-words = Read my words to whoever invited
ui-task-organization = Invite another organization
ui-task-device = Add another device of mine
ui-task-compare = Compare the words of a device
ui-task-greet = Write the first greeting
ui-exchanged-short = Last exchange { $when }.
ui-exchanged = Last exchange { $when }. { $held }
ui-alert-came = There is a new alert. It is at Home.
ui-alert-seen = Mark as seen
ui-alert-fork = Two stories of one device: { $subject }
ui-alert-fork-words = What happened: the device of { $subject } told two stories. There is a copy, or an old disk was restored.
ui-stories-means = What it means: nobody comes in or goes out. Her changes of documents wait. Speak with her.
ui-stories-one = Story { $number }: { $texts }
ui-stories-edit = (change of a document)
ui-stories-more = and { $n } more
ui-stories-leave = Leave it as it is for now
ui-stories-both = Revoke the device; what they share stays
ui-stories-keep = Revoke the device; story { $number } stays, too
ui-alert-damaged = A part is damaged: { $subject }
ui-alert-damaged-words = A part of what is kept cannot be read. The rest is whole. Syncing brings it again.
ui-alert-damaged-journal = A part of the journal is damaged
ui-alert-damaged-journal-words = Something may be missing; the rest is whole. Syncing with another member brings it again.
ui-alert-damaged-set-back = The journal lost its end
ui-alert-damaged-set-back-words = Or an old copy was put back. Before writing, sync with another member: she has what is missing.
ui-alert-damaged-keys = The keys of this device were damaged
ui-alert-damaged-keys-words = There are new ones. Sync with another member to receive what is missing.
ui-alert-damaged-keys-back = An older file of keys is back
ui-alert-damaged-keys-back-words = The journal is newer. Sync with another member to receive what is missing. If nobody put it there, somebody had this disk in her hands.
ui-alert-set-back = This device was set back
ui-alert-set-back-words = What it had written since came back from others; what they had is not lost. An old copy of its folder was put back, a copy of it is at work elsewhere, or its disk lost its end. Find out who had the device or restored a copy. If nobody can explain it, invite a new device and revoke this one.
ui-alert-mended = Damage was mended: { $subject }
ui-alert-mended-words = One copy was damaged; nothing is missing. If it happens again, the disk fails: make a backup.
ui-alert-mended-heads = Damage in what the journal remembers was mended
ui-alert-mended-heads-words = One copy was damaged; nothing is missing. If it happens again, the disk fails: make a backup.
ui-alert-mended-keys = Damage in the keys was mended
ui-alert-mended-keys-words = One copy was damaged; nothing is missing. If it happens again, the disk fails: make a backup.
ui-alert-mended-mirror = Damage in the journal's second copy was mended
ui-alert-mended-mirror-words = One copy was damaged; nothing is missing. If it happens again, the disk fails: make a backup.
ui-alert-mended-vault = Damage in the vault was mended
ui-alert-mended-vault-words = One copy was damaged; nothing is missing. If it happens again, the disk fails: make a backup.
ui-alert-mended-vault-half = One copy of the vault does not open
ui-alert-mended-vault-half-words = The other one does. Setting a passphrase anew writes both.
ui-alert-adopted = Shown: something that lay aside, in { $space }
ui-alert-adopted-words = { $by } decided it.
ui-alert-away = Nobody lets this device in
ui-alert-away-words = They answer, and do not let it in. They may be locked, or this device is out. Ask a coordinator, in person or by telephone. What is kept can be read.
ui-alert-backup-refused = The backup is no way in any more
ui-alert-backup-refused-words = What was restored can be read, but this device does not come in. Ask a coordinator for another invitation.
ui-alert-carrier-full = No room: { $subject }
ui-alert-carrier-full-words = The carrier reached its limit with { $subject } and keeps nothing new of it. Talk to who writes so much.
ui-alert-misbehaved = Breaks the rules: { $subject }
ui-alert-misbehaved-words = The device of { $subject } sends what no program sends, or too much. It is disconnected. Talk to who uses it: it may have a fault, or be in other hands.
ui-alert-flood = Sends too much: { $subject }
ui-alert-flood-words = A device of { $subject } sends far more than usual. { $device ->
    [none] {""}
   *[other] So far { $count } operations and { $size } MiB, from device { $device }.{" "}
}Nothing is lost: it comes in slowly, and what others say goes before it. Speak with her. If it is not she who writes, or it does not stop, a coordinator revokes the device in People.
ui-alert-conflict = Two with one invitation: { $subject }
ui-alert-conflict-words = Neither is in yet. Talk to whom you meant to invite and compare the words of her device, in People. The other stays out, and keeps what was sealed to her before by those who did not know of both.
ui-alert-conflict-me = Another used the same invitation: { $subject }
ui-alert-conflict-me-words = Neither is in yet. Read the words of this device to whoever invited you, in person or by telephone, so that she verifies it.
ui-alert-forged = Forged or damaged change: { $subject }
ui-alert-forged-words = A change of a document by { $subject } was left out. Ask which program she uses, and check her device.
ui-alert-forged-edition = Edition without a valid signature: { $subject }
ui-alert-forged-edition-words = An edition of { $subject } that the Secretariat did not sign was refused. The one before still holds.
ui-alert-frozen = Your word waits for another: { $subject }
ui-alert-frozen-words = Until another person gives the second word against { $subject }, you can admit or promote nobody. Ask for it, or take yours back in People.
ui-alert-grant-waiting = A word is missing: { $subject } would coordinate
ui-alert-grant-waiting-words = { $by } proposes it, in { $space }. It does not hold before the second word. If it is right, give it in People; if not, talk to who proposed it.
ui-alert-grant-waiting-me = You are proposed to coordinate { $space }
ui-alert-grant-waiting-me-words = { $by } proposes it. It does not hold before another person gives the second word.
ui-alert-invitation-late = Invitation that holds no more: { $subject }
ui-alert-invitation-late-words = Somebody came with the invitation { $subject }, which has ended. If she is expected, give her a new one.
ui-alert-invitation-misused = Invitation used again: { $subject }
ui-alert-invitation-misused-words = Somebody tried to use the invitation { $subject } again. Talk to whom you invited and compare the words of her device.
ui-alert-lifted = No longer suspended: { $subject }
ui-alert-lifted-words = { $by } took back what was said against { $subject }, in { $space }. She receives and writes as before. Until all know of it, she may open something that was not for her, or not open something that was.
ui-alert-lifted-me = You are no longer suspended: { $space }
ui-alert-lifted-me-words = { $by } took back what was said. What is new comes again; syncing brings what was missed.
ui-alert-lowered = A lower role: { $subject }
ui-alert-lowered-words = { $subject } is { $role } in { $space }. { $by } said it. { $op ->
    [none] It is decided.
   *[other] Another person decides it or takes it back, in People.
}
ui-alert-lowered-me = Your role in { $space } is lower
ui-alert-lowered-me-words = It is { $role }. { $by } said it. { $op ->
    [none] It is decided. Talk to a coordinator.
   *[other] Another person decides it or takes it back. Talk to another coordinator.
}
ui-alert-newcomer = { $subject } has arrived
ui-alert-newcomer-words = { $subject } came with an invitation. Compare words to know that it is her.
ui-alert-recovery = A new device asks to come in
ui-alert-recovery-words = A new device asks to come in as { $subject }, with the help of her trusted people. In 48 hours it is in, if nobody refuses. Call her: if it was not she, asamblea recovery refuse, or asamblea device revoke with that device.
ui-alert-recovery-own = Somebody asks to come in as you
ui-alert-recovery-own-words = Somebody asks to come in as you with a new device: { $subject }. If it is you, there is nothing to do. If not, refuse it within 48 hours: asamblea recovery refuse, or asamblea device revoke with that device.
ui-alert-recovery-contested = Two devices ask for one way in
ui-alert-recovery-contested-words = Two devices ask to come in with the same recovery: { $subject }. Neither comes in by itself. Call her: if one is hers, verify that one (asamblea device verify); if not, refuse them (asamblea recovery refuse).
ui-alert-recovery-refused = A recovery was refused
ui-alert-recovery-refused-words = Does not come in: { $subject }. Her recovery was refused. If it was she, give her another invitation (asamblea invite member).
ui-alert-recovered = Somebody came in again
ui-alert-recovered-words = Came in again with a new device: { $subject }. If it was not she, revoke it at once: asamblea device revoke. Compare her safety words.
ui-alert-recovery-holder = A keeper of a part is out
ui-alert-recovery-holder-words = Who keeps a part of your recovery is no member any more: { $subject }. Her part still counts. Set it up anew: asamblea recovery setup.
ui-alert-office-given = Office of the Secretariat: { $subject }
ui-alert-office-given-words = { $subject } stands behind the network and publishes the agendas. { $by } proposed it.
ui-alert-office-left = Gives up the office of the Secretariat: { $subject }
ui-alert-office-left-words = { $by } said it. { $op ->
    [none] It is decided.
   *[other] The second word is missing: give it or take it back, in People.
}
ui-alert-office-waiting = A word is missing: { $subject } would hold the office
ui-alert-office-waiting-words = { $by } proposes { $subject } as the Secretariat. It does not hold before the second word. If it is agreed, give it in People; if not, talk to who proposed it.
ui-alert-out = This device is out
ui-alert-out-words = { $subject } lets it in no more. What is kept can be read; nothing new comes or leaves. Ask a coordinator, in person or by telephone. The way back is a new invitation and a new profile.
ui-alert-refound-waiting = A word is missing: coordinators of { $space }
ui-alert-refound-waiting-words = { $orgs ->
    [none] { $by } proposes { $subject }. It does not hold before the second word. If it is agreed: asamblea second { $op }. If not, talk to who proposed it.
   *[other] { $by } proposes { $subject }. { $orgs } If it is agreed: asamblea second { $op }. If not, talk to who proposed it.
}
ui-alert-refounded = Others coordinate { $space }
ui-alert-refounded-words = They are { $subject }. { $by } proposed it. Those of before stay as members.
ui-alert-removed = Removed: { $subject }
ui-alert-removed-words = { $subject } receives nothing new. What was received before stays hers. { $by ->
    [none] {""}
   *[other] { $by } decided it; if it was a mistake, talk to her and invite again.
}
ui-alert-removed-me = You are out: { $space }
ui-alert-removed-me-words = { $by } decided it. What is kept can be read; nothing new comes. Talk to a coordinator, in person or by telephone. The way back is a new invitation and a new profile.
ui-alert-left = Left: { $subject }
ui-alert-left-words = { $subject } left { $space } by her own decision. She receives nothing new and keeps what she had. For a return: asamblea invite, or asamblea space add.
ui-alert-left-me = You left: { $space }
ui-alert-left-me-words = Another of your devices said so. What is kept can be read; nothing new comes from there.
ui-alert-followed-out = Out there, too: { $subject }
ui-alert-followed-out-words = Who is out reads no more here: { $subject }. This device said so in { $space }, too, which you coordinate. If she is to stay: asamblea space add.
ui-alert-still-in = Still reads: { $subject }
ui-alert-still-in-words = { $subject } is out and still reads in { $space }. Write nothing there that she should not read. Who coordinates that space can take her out: asamblea space remove; if she coordinates it, too, it takes two persons.
ui-alert-suspended = Suspended: { $subject }
ui-alert-suspended-words = { $subject } keeps what she had and receives nothing new. { $by ->
    [none] {""}
   *[other] { $by } said it.{" "}
}{ $op ->
    [none] She comes back when she is given a role again: asamblea member role.
   *[other] Talk to both; then another person decides or takes it back, in People.
}
ui-alert-suspended-me = You are suspended: { $space }
ui-alert-suspended-me-words = { $by } said it. What is kept can be read; nothing new comes. { $op ->
    [none] Talk to a coordinator: you come back when she gives you a role again.
   *[other] Another person decides. Talk to another coordinator, or to who stands behind the space, so that she takes it back.
}
ui-alert-void = Not let in: { $subject }
ui-alert-void-words = { $by } let her in and lost her role in { $space } at the same time or before. If she is to come in, another coordinator invites her again, in People.
ui-alert-void-me = You are not let in: { $space }
ui-alert-void-me-words = { $by } let you in and lost her role at the same time or before. Ask a coordinator for another invitation, in person or by telephone.
ui-alert-other = Notice: { $subject }
ui-alert-other-words = { $text }

## Spaces
ui-tree-org = My organization
ui-tree-working = Working groups
ui-tree-mine = Only my devices
ui-tree-empty = There are no spaces yet.
ui-list-empty = Nobody has written here yet. c begin a thread.
ui-nothing-open = Enter opens the chosen thread.
ui-closed = closed
ui-changed = changed
ui-draft = draft
ui-edition = Edition { $edition }
ui-kind-network = Space of the whole network
ui-kind-org = Space of the organization
ui-kind-subregion = Space of the sub-region
ui-kind-person = Space of one person
ui-kind-working = Working group
ui-space-line = { $kind }: { $people ->
    [one] 1 person
   *[other] { $people } people
} of { $orgs ->
    [one] 1 organization
   *[other] { $orgs } organizations
}
ui-readers = { $people ->
    [one] 1 person
   *[other] { $people } people
} of { $orgs ->
    [one] 1 organization
   *[other] { $orgs } organizations
} will read it · { $space }
ui-readers-asking = Finding out who will read it…
ui-readers-unknown = It is not known yet who will read it. Wait a moment.

## Who reads here, and why
ui-reads-title = Who reads here
ui-reads-mine = Only your own devices read this: nobody else.
ui-reads-count = { $people ->
    [one] 1 person
   *[other] { $people } people
} of { $orgs ->
    [one] 1 organization
   *[other] { $orgs } organizations
} can read.
ui-reads-group-direct = In their own right
ui-reads-group-through = Through { $names }
ui-reads-group-store = They store without reading
ui-reads-me = (me)
ui-reads-machine-short = machine
ui-reads-carrier-short = carrier
ui-reads-own = It is the space of { $who }
ui-reads-in = { $who } is in { $space }
ui-reads-in-turn = { $before }, which is in { $space }
ui-reads-why = Why
ui-reads-way = Way { $number }
ui-reads-ways = She is in by { $count } ways: while one is left, she goes on reading.
ui-reads-role-admin = Reads, writes and decides who comes in.
ui-reads-role-write = Reads and writes.
ui-reads-role-read = Reads and does not write.
ui-reads-role-carrier = Stores what is sealed and passes it on. It has no key to read it.
ui-reads-devices = { $count ->
    [one] 1 device
   *[other] { $count } devices
}
ui-reads-unverified = Unverified: nobody has compared words yet. It may be somebody else.
ui-reads-machine = It is a machine of nobody in particular: whoever has it reads.
ui-reads-step = { $member } in { $space }
ui-reads-step-when = { $member } in { $space }: came here { $when }
ui-reads-step-by = { $member } in { $space }: by { $by }
ui-reads-step-by-when = { $member } in { $space }: by { $by }, came here { $when }
ui-reads-gone = Whoever left is not listed, and keeps what she had.

## Threads
ui-thread-empty = Nobody has written here yet. R reply.
ui-thread-damaged = A damaged part is missing here. Syncing brings it again.
ui-new-below = { $count ->
    [one] 1 new one further down
   *[other] { $count } new ones further down
}
ui-delivered = delivered
ui-kept-here = kept here
ui-quoted-by = { $name } (quoted)
ui-answers = to { $name }: "{ $text }"
ui-post-aside = Its device told two stories: which one stays is not settled.
ui-post-retracted = (taken back by its author)
ui-post-edited = (changed later)
ui-post-clock = (says { $says }, received { $came })

## Writing
ui-compose-thread = New thread
ui-compose-reply = Reply
ui-compose-reply-to = Reply to { $name }
ui-compose-empty = Nothing is written yet.
ui-compose-untitled = The title is missing.
ui-compose-failed = It did not leave: { $why } The draft is safe.
ui-sending = sending…
ui-sent-online = Saved. It is being delivered.
ui-sent-alone = Saved here. It leaves by itself on connecting.
ui-draft-saved = draft saved
ui-draft-kept = The draft is saved.
ui-draft-back = The draft is back.
ui-draft-failed = The draft could not be saved: { $why } It is still on the screen.
ui-discard-title = Throw the draft away
ui-discard-words = What is written goes and does not come back.
ui-discard-no = Go on writing
ui-discard-yes = Throw it away
ui-wider-title = More people will read it
ui-wider-words = When it was begun, { $before ->
    [one] 1 person
   *[other] { $before } people
} would have read it. Now it is { $after } in { $space }.
ui-wider-final = What is sent cannot be taken back from other devices.
ui-wider-no = Back to the draft
ui-wider-yes = Send it to { $after } people

## Documents
ui-doc-others = also here: { $names }
ui-doc-here = { $count } here
ui-doc-saved = saved
ui-doc-saving = saving…
ui-doc-slow = The disk is slow. Wait a moment before going on.
ui-new-document = New document
ui-new-document-words = All people of the space can write in it at the same time.
ui-history-note = Looking at a version changes nothing.

## New spaces
ui-new-space = New space
ui-new-space-words = Whoever is in it reads it, and nobody else. Whoever makes it is its admin; others are added later. A sub-region brings organizations of the network together.
ui-space-with = With whom, separated by ; (optional)
ui-space-retain = Forget after so many days, 7 to 3650 (optional)
ui-space-working = Make a working group
ui-space-from-join = Make a group whose newcomers do not read what came before
ui-space-subregion = Make a sub-region
ui-add-member = Add somebody
ui-add-member-words = A name or a code. From now on she will read what is written here.

## Agenda
ui-my-hour = my hour
ui-agenda-empty = There are no agendas yet. c begin one.
ui-agenda-no-items = There are no dates yet. o add one.
ui-agenda-draft = Draft: nobody has published it yet.
ui-agenda-signed = Edition { $edition }, signed by { $who }, { $when }.
ui-receipt-title = Who holds the edition
ui-receipt-asking = Finding out who has it…
ui-receipt = { $held } of { $of } hold it
ui-receipt-missing = Missing { $names }
ui-receipt-held = Held by { $names }
ui-item-title = New date
ui-item-words = The hour is that of the place. The end (an hour, or the minutes that it takes) and who answers for it may be left out.
ui-item-what = What
ui-item-date = Day
ui-item-hour = Hour
ui-item-zone = Zone
ui-item-place = Place
ui-item-until = End or minutes
ui-item-whose = Responsible
ui-item-save-as = Save: { $kind }
ui-item-meeting = Meeting
ui-item-training = Training
ui-item-action = Action
ui-item-deadline = Deadline
ui-item-off = cancelled
ui-item-cancelled = It is cancelled.
ui-item-there = At the place it is { $hour } ({ $zone }).
ui-item-at = Place: { $place }
ui-item-who = Responsible: { $who }
ui-new-agenda = New agenda
ui-new-agenda-words = The people of the space will see it.
ui-publish-title = Publish edition { $edition } of { $title }
ui-publish-words = It is signed and reaches all organizations. A published edition is not deleted; another one takes its place.
ui-publish-no = Go back without publishing
ui-publish-yes = Sign and publish

## People
ui-people-empty = Nobody is known yet. i invite.
ui-people-region = Sub-region: { $name }
ui-people-no-region = No sub-region
ui-people-choose = Enter opens the invitation.
ui-people-note = Only people with whom a space is shared stand here.
ui-people-unverified = Unverified: it may be somebody else with her invitation.
ui-people-unverified-me = Unverified: nobody compared the words of this device yet. Read them to whoever invited.
ui-person-state = State: { $state }
ui-person-me = It is me.
ui-org-me = It is mine.
ui-org-people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
ui-invited-by = Invited by { $name }
ui-devices = Devices
ui-carriers = Carriers
ui-no-devices = No known devices.
ui-this-device = (this one)
ui-seen = seen { $when }
ui-safety-words = Safety words
ui-compare-hint = Ask her to read hers, by telephone or face to face; not by message. v compare.
ui-compared-hint = These are what this device reads out to whoever wants to compare.
ui-own-words-title = My safety words
ui-own-words = Read them by phone or face to face, not in a message. If the other one sees the same, she marks this device as verified.
ui-compare-title = Compare words
ui-compare-words = Ask her to read hers, by telephone or face to face; not by message.
ui-compare-later = Leave it for later
ui-compare-same = They are the same
ui-compare-different = They are not the same
ui-role-coordinator = coordinator
ui-role-member = member
ui-role-observer = observer
ui-role-admin = administers
ui-role-write = writes
ui-role-read = reads
ui-state-active = active
ui-state-unverified = unverified
ui-state-waiting = waiting
ui-state-words = words to be compared
ui-state-suspended = suspended
ui-state-removed = removed
ui-state-invited = invited
ui-remove-person = Remove { $name }
ui-remove-person-words = She will receive nothing new.
ui-remove-coordinator = Suspend { $name }
ui-remove-coordinator-words = Against a coordinator one person suspends; two are needed to remove. She will receive nothing new.
ui-second-out = Decide that { $name } is out
ui-second-out-words = Another coordinator said so already. With this word it is decided: her devices do not come back.
ui-second-out-yes = Decide it
ui-second-raise = Confirm the role of { $name }
ui-second-raise-words = Another coordinator proposed it. With this word it counts: she may invite and remove.
ui-second-raise-yes = Confirm it
ui-lift = Lift the suspension of { $name }
ui-lift-words = She receives and writes again as before.
ui-lift-yes = Lift it
ui-remove-org = Remove { $name }
ui-remove-org-words = No person of the organization will receive anything new.
ui-remove-device = Bar the device { $name }
ui-remove-device-words = The device will receive nothing new. The person goes on with her other devices.
ui-remove-keeps = What was received stays there: it cannot be deleted from here.
ui-remove-no = Go back and change nothing
ui-remove-yes = Remove
ui-suspend-yes = Suspend her
ui-suspend-urgent = Suspend her and change all keys now
ui-remove-urgent = Remove and change all keys now
ui-leave = Leave { $name }
ui-leave-words = Nothing new will come to you from there. What you received you keep. To come back, somebody else has to add or invite you. If you coordinate there, it holds for good once another one confirms it.
ui-leave-yes = Leave

## A word that waits for another
ui-conflict-title = Two decisions that did not know of each other
ui-conflict-one = A second word is missing: { $about }
ui-conflict-act = { $by }: { $act }. Came { $when }.
ui-conflict-act-void = { $by }: { $act }. Came { $when }. Not valid for now.
ui-conflict-happened-both = What happened: they were written without knowing of each other. No clock decided anything.
ui-conflict-happened-one = What happened: { $by } said so. Another person confirms it or lifts it.
ui-conflict-holds-out = What holds: { $about } is suspended; she keeps what she had and receives nothing new.
ui-conflict-holds-lower = What holds: { $about } has a smaller role already.
ui-conflict-holds-nothing = What holds: all is as it was.
ui-conflict-frozen = { $by } can admit nobody and give no role until another person speaks.
ui-conflict-missing-word = What is missing: another person who coordinates { $space } or stands behind it. If she says the same, it is decided; if she lifts it, all is as before.
ui-conflict-missing-grant = { $orgs ->
    [none] What is missing: another person who coordinates { $space } or stands behind it. If she says the same, it holds.
   *[other] What is missing: { $orgs }
}
ui-conflict-leave = Leave it so for now
ui-conflict-second-word = Confirm as the second voice
ui-conflict-second-grant = Confirm it as the second voice
ui-conflict-lift = Lift it: all is as before
ui-conflict-withdraw = Take back one's own word
ui-conflict-read = Read the signed decisions
ui-conflict-signed = { $id }: { $by }: { $act }. Came { $when }.
ui-conflict-no-second = Confirming is not for here: { $why }.
ui-conflict-no-lift = Lifting is not for here: { $why }.
ui-conflict-why-own = the first word is one's own, and it is another person's turn
ui-conflict-why-me = nobody decides about herself
ui-conflict-why-not-permitted = it is for those who coordinate { $space } or stand behind it
ui-conflict-why-frozen = first another person has to answer one's own word
ui-conflict-why-no-effect = it would change nothing
ui-conflict-note = Arrow up: read it all. In { $space } everybody gets this alert.
ui-act-suspend = suspend { $about }
ui-act-remove = take { $about } out
ui-act-lower = lower { $about } to { $role }
ui-act-raise = make { $about } a coordinator
ui-act-add = add { $about }, { $role }
ui-act-invite = invite { $about }
ui-act-second = confirm somebody
ui-act-lift = lift what was said against { $about }
ui-act-refound = change who coordinates { $about }

## Words that are not the same
ui-different-title = Not the same: { $name }
ui-different-means = What it means: somebody else may have come in with her code, and reads what is written.
ui-different-do = What to do: bar the device, tell the others, and speak with her in person. Then a new invitation.
ui-different-bar = Bar the device; everybody gets the alert
ui-different-tell = Write the warning to my organization
ui-different-no-bar = Barring it is not for here. { $why }
ui-different-post-title = Other words: { $name }
ui-different-post = The safety words of the device of { $name } are not those that are seen here. Somebody else may have come in with her code. Write nothing delicate where she reads, until it is clear.

## Invitations
ui-invitations = Open invitations
ui-invite-title = Whom to invite?
ui-invite-member = A member of my organization
ui-invite-coordinator = A coordinator of my organization
ui-invite-observer = An observer of my organization
ui-invite-device = Another device of mine
ui-invite-org = A new organization
ui-invite-node = An always-on machine (carrier)
ui-invite-member-words = The name only greets her; she chooses her own.
ui-invite-coordinator-words = She will be able to invite and remove. The name only greets her.
ui-invite-observer-words = She will read and not write. The name only greets her.
ui-invite-org-words = Its coordinator comes in with the code and chooses the other names.
ui-invite-node-words = It keeps and hands over what the organization sealed, with no key to read. Who has it sees which devices make up each organization, sizes, times and addresses; no name and no text.
ui-node-name = What to call it
ui-her-name = Her name
ui-invitation-for = Invitation for { $name }
ui-invitation-member = a member
ui-invitation-org = an organization
ui-invitation-device = another device of mine
ui-invitation-node = a carrier
ui-invitation-backup = a backup
ui-invitation-backup-words = The way in that a backup has. It works once and does not end by itself. If the backup is lost or not used any more, revoke it.
ui-invitation-recovery = a recovery
ui-invitation-recovery-words = The way in that was split among trusted people. It works once and does not end by itself. Once revoked, its parts are good for nothing.
ui-invitation-ends = Works once, until { $when }.
ui-invitation-unverified = Whoever uses it stands as unverified until words are compared.
ui-invitation = invitation
ui-invitation-short = For { $name }, once, until { $when }
ui-invitation-note = Read it out or carry it; not by e-mail. Whoever sees it can enter.
ui-revoke-title = Cancel the invitation
ui-revoke-words = The code stops working. Another can be made.
ui-revoke-no = Go back without cancelling
ui-revoke-yes = Cancel it

## Sync
ui-sync-online = Online
ui-sync-nobody = Nobody online. Everything is kept here and will leave by itself. x carry it by USB.
ui-sync-here = This device listens on
ui-sync-no-address = No address yet.
ui-sync-last = Last exchange
ui-sync-not-yet = not yet
ui-held-never = What is written is saved here and nobody else has it yet. It leaves by itself on connecting.
ui-held-all = What is written here is on another device, too.
ui-held-some = { $count ->
    [one] 1 thing is saved only here. It leaves by itself on connecting.
   *[other] { $count } things are saved only here. They leave by themselves on connecting.
}
ui-sync-pending = To be received: { $count }
ui-sync-note = Who watches the connection sees who connects at what hour, not what is said.
ui-sync-running = Exchanging…
ui-sync-done = Exchange done: { $received } received, { $sent } sent.
ui-via-tcp = Internet
ui-via-mdns = local network
ui-since = since { $when }
ui-place = Network of this place
ui-place-trusted = trusted
ui-place-unmarked = not marked
ui-place-unknown = not known yet
ui-place-none = No network is known at this place.
ui-place-searching = This device tells here that it is there, and looks for others.
ui-place-silent = Nothing is told or looked for here.
ui-place-trust = c trust: only at home or office.
ui-trust-title = Is this network to be trusted?
ui-trust-words = If so, this device tells on it that it is there and finds others by itself. Whoever is on the same network can see that such a program is here. Trust only your own home or office.
ui-trust-no = No, tell nothing
ui-trust-yes = Yes, it is my own
ui-distrust-title = Trust this network no more?
ui-distrust-words = This device stops telling that it is there. It still connects to the addresses that it knows.
ui-distrust-no = No, go on trusting
ui-distrust-yes = Yes, trust it no more
ui-bundle-out = Carry by USB
ui-bundle-out-words = Writes an encrypted file that only the network can read.
ui-bundle-in = Bring from USB
ui-bundle-in-words = Reads a file that another organization carried.
ui-bundle-done = { $ops } new, { $repeated } repeated, { $refused } refused.
ui-receiving = News is coming in: { $count } so far

## Done
ui-done-read = All marked as read.
ui-done-alert = Alert seen.
ui-done-verified = Verified.
ui-done-removed = Done. Nothing new is received there.
ui-done-left = Done. Nothing new comes from there.
ui-done-second = Second word given.
ui-done-lifted = Suspension lifted.
ui-done-revoked = Invitation cancelled.
ui-done-published = Edition published.
ui-done-discarded = Draft thrown away.
ui-done-space = Space made.
ui-done-added = She is in the space now.
ui-done-item = Date saved.
ui-done-agenda = Agenda made. o adds the first date.
ui-done-trusted = Network marked. Members are looked for here.
ui-done-distrusted = Mark taken away. Nothing is told or looked for here.

## Palette and help
ui-palette-commands = Commands
ui-palette-spaces = Spaces
ui-palette-threads = Threads
ui-palette-documents = Documents
ui-palette-agendas = Agendas
ui-palette-people = People
ui-palette-texts = Texts
ui-find-note = Looks for names and texts in all that this device can read.
ui-palette-note = What cannot be done now says why.
ui-palette-nothing = Nothing with "{ $query }".
ui-help-here = On this screen
ui-help-everywhere = Everywhere
ui-help-words = Words
ui-help-note = All of this can be done by commands, too, without the screen.
ui-help-fields = Where one writes in a line
ui-help-empties = Ctrl-U empties it.
ui-help-line = Without the screen: asamblea { $line }
ui-word-space = space: a place with its people and its key; only they read it.
ui-word-network = network: all the organizations together.
ui-word-edition = edition: a signed agenda; a new one takes its place.
ui-word-verified = verified: somebody compared its safety words.
ui-word-device = device: a telephone or computer of a person.
ui-word-locked = locked: without the passphrase nothing is read.

## Why not
ui-why-no-space = A space is to be chosen first.
ui-why-read-only = In this space one can read, not write.
ui-why-no-thread = No thread is chosen.
ui-why-closed = The thread is closed.
ui-why-no-document = No document is open.
ui-why-loading = The document is still arriving.
ui-why-not-admin = Only who administers the space adds people.
ui-why-by-invitation = This space is entered with an invitation.
ui-why-nothing-unread = Nothing is left unread.
ui-why-no-alert = No alert is chosen.
ui-why-no-agenda = No agenda is chosen.
ui-why-draft = It is a draft: nobody has received it yet.
ui-why-not-secretariat = Only the Secretariat publishes agendas.
ui-why-not-office = Only the Secretariat invites organizations.
ui-why-other-org = It is for a coordinator of its organization.
ui-why-not-coordinator = Only a coordinator can do it.
ui-why-nothing-to-compare = There are no words to compare here.
ui-why-no-person = Nobody is chosen.
ui-why-nothing-waits = Nothing waits for a second word here.
ui-why-words = The words of her device are to be compared first.
ui-why-decision = It hangs on what is decided about who invited her.
ui-why-decided = It is decided. She comes back with: asamblea member role.
ui-why-not-suspended = She is not suspended.
ui-why-removed = Removed already.
ui-why-myself = Nobody removes herself.
ui-why-own-space = It is your own space.
ui-why-no-square = The square does not fit this window.
ui-why-elsewhere = it must be opened first
ui-why-no-network = No network is known at this place.
ui-why-network-unknown = It is not known yet which network this is. Try again in a moment.

## Errors: what happened and what to do
ui-error-wrong-passphrase = Not that passphrase.
ui-error-locked = It is locked. Open it with the passphrase.
ui-error-weak-passphrase = The passphrase is easy to guess. Choose another.
ui-error-not-found = { $subject ->
    [none] It was not found. It may be gone.
   *[other] { $subject } was not found. It may be gone.
}
ui-error-ambiguous = { $subject ->
    [none] More than one has that name. Write more letters.
   *[other] More than one has that name: { $subject }. Write more letters.
}
ui-error-forked = This device told two stories: its changes of documents wait. Write with another.
ui-error-frozen = A word of yours waits for its second. Nobody is admitted until then.
ui-error-carrier = This machine is a carrier: it keeps and hands over, it does not read or write.
ui-error-no-effect = That would have no effect: it is so already, or it is for another person.
ui-error-not-permitted = The role does not allow it. Ask a coordinator.
ui-error-invitation-used = The invitation was used before. Ask for another.
ui-error-invitation-ended = The invitation has ended or was cancelled. Ask for another.
ui-error-invitation-malformed = There is a mistake in the code. Check letter by letter.
ui-error-unreachable = Nobody answered. It is kept here and leaves by itself later.
ui-error-damaged = A part is damaged. The rest is whole.
ui-error-ask-damaged = Something that this device wrote is missing. Before writing, sync with another member.
ui-error-forged = Something forged came and was refused. The rest is whole.
ui-error-profile-busy = Another window uses these data. Close it first.
ui-error-disk-full = The disk is full. Make room and try again.
ui-error-read-only = The folder cannot be written. Check its permissions.
ui-error-wrong-owner = The folder belongs to somebody else on this computer.
ui-error-wrong-owner-file = A file of the folder belongs to another account of this computer: { $subject }. Give it back to its owner (chown) and open again.
ui-error-no-profile = There are no data in that folder.
ui-error-profile-exists = There are data in that folder already. Choose another.
ui-error-usage = { $subject ->
    [none] Something is written wrong. Check what was filled in.
   *[other] Something is written wrong: { $subject }.
}
ui-error-retain-days = A space forgets after 7 to 3650 days.
ui-error-retains-nothing = In a space that forgets, newcomers read from their joining on.
ui-error-space-forgets = This space forgets what is old: it keeps no documents, agendas or meetings. Write them in another.
ui-error-too-long = The text is too long. Split it in two.
ui-error-no-key-yet = The key of this space has not arrived yet.
ui-error-newer-version = A newer version wrote it. Update the program.
ui-error-address = { $subject ->
    [none] That address cannot be used.
   *[other] That address cannot be used: { $subject }.
}
ui-error-internal = The program failed. Try again; what is saved is safe.

## Words of the footer that belong to no single command
ui-key-go-on = go on
ui-key-next = next
ui-key-forgotten = not remembered
ui-key-choose = choose
ui-key-close = close
ui-key-do = do
ui-key-next-group = next group
ui-key-nothing = "{ $key }" does nothing here. ? help

## Commands: what they do, and their word in the footer
ui-cmd-reply = Reply to the message
ui-key-reply = reply
ui-cmd-document-write = Write in the document
ui-key-document-write = write
ui-cmd-compose = Begin a thread
ui-key-compose = write
ui-cmd-document-new = New document
ui-key-document-new = document
ui-cmd-readers = See who reads here
ui-key-readers = who reads
ui-cmd-read-all = Mark all as read
ui-key-read-all = all read
ui-cmd-space-new = New working group
ui-key-space-new = group
ui-cmd-space-add = Add somebody to the space
ui-key-space-add = add
ui-cmd-space-leave = Leave the space
ui-key-space-leave = leave
ui-cmd-document-history = See the versions
ui-key-document-history = versions
ui-cmd-acknowledge = Mark the alert as seen
ui-key-acknowledge = seen
ui-cmd-sync-now = Sync now
ui-key-sync-now = sync
ui-cmd-bundle-out = Carry what is mine in a file
ui-key-bundle-out = to USB
ui-cmd-bundle-in = Bring a file
ui-key-bundle-in = from USB
ui-cmd-network-trust = Trust the network of this place, or trust it no more
ui-key-network-trust = trust
ui-cmd-agenda-receipt = See who holds the edition
ui-key-agenda-receipt = who holds it
ui-cmd-agenda-new = New agenda
ui-key-agenda-new = new
ui-cmd-agenda-add = Add a date
ui-key-agenda-add = date
ui-cmd-agenda-publish = Publish the agenda
ui-key-agenda-publish = publish
ui-cmd-compare = Compare safety words
ui-key-compare = compare
ui-cmd-invite = Invite
ui-key-invite = invite
ui-cmd-remove = Remove
ui-key-remove = remove
ui-cmd-second = Give the second word
ui-key-second = decide
ui-cmd-lift = Lift the suspension
ui-key-lift = lift
ui-cmd-invitation-square = Show as a square or as a code
ui-key-invitation-square = square or code
ui-cmd-invitation-revoke = Cancel the invitation
ui-key-invitation-revoke = cancel it
ui-cmd-send = Send
ui-key-send = send
ui-cmd-newline = Another line
ui-key-newline = another line
ui-cmd-leave = Leave the message and keep the draft
ui-key-leave = leave
ui-cmd-discard = Throw the draft away
ui-key-discard = throw away
ui-cmd-writing-stop = Stop writing
ui-key-writing-stop = stop writing
ui-cmd-writing-undo = Undo the last thing I wrote
ui-key-writing-undo = undo
ui-cmd-open = Open
ui-key-open = open
ui-cmd-back = Go back
ui-key-back = back
ui-cmd-unread-next = Go to the next unread
ui-key-unread-next = unread
ui-cmd-unread-previous = Go to the previous unread
ui-key-unread-previous = previous
ui-cmd-find = Find
ui-key-find = find
ui-cmd-palette = Commands and places
ui-key-palette = commands
ui-cmd-up = Up
ui-key-up = up
ui-cmd-down = Down
ui-key-down = down
ui-cmd-left = To the left
ui-key-left = left
ui-cmd-right = To the right
ui-key-right = right
ui-cmd-page-up = A page up
ui-key-page-up = page
ui-cmd-page-down = A page down
ui-key-page-down = page
ui-cmd-first = To the first
ui-key-first = first
ui-cmd-last = To the last
ui-key-last = last
ui-cmd-pane-next = Next column
ui-key-pane-next = column
ui-cmd-pane-previous = Previous column
ui-key-pane-previous = column
ui-cmd-go-home = Go to Home
ui-key-go-home = home
ui-cmd-go-spaces = Go to Spaces
ui-key-go-spaces = spaces
ui-cmd-go-agenda = Go to Agenda
ui-key-go-agenda = agenda
ui-cmd-go-people = Go to People
ui-key-go-people = people
ui-cmd-go-sync = Go to Sync
ui-key-go-sync = sync
ui-cmd-lock = Lock with the passphrase
ui-key-lock = lock
ui-cmd-destroy = Destroy what opens this profile, for good
ui-key-destroy = destroy
ui-cmd-help = Help
ui-key-help = help
ui-cmd-quit = Quit
ui-key-quit = quit
