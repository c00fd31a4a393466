# Texts of the command line.

## Help

help-usage = Usage
help-commands = Commands
help-command = COMMAND
help-arguments = Arguments
help-options = Options

cmd = A secure network of organizations. Without a command it opens the full screen.
cmd-found = Found a network: the first organization, the first person, this device
cmd-invite = Invite with a one-time code
cmd-invite-org = Invite an organization to the network
cmd-invite-member = Invite a person to my organization
cmd-invite-device = Add another device of mine
cmd-invite-node = Invite an always-on machine of my organization
cmd-invite-list = See the invitations made on this device
cmd-invite-revoke = Revoke an invitation
cmd-join = Join with an invitation code
cmd-node = Keep running without a screen and tell what happens
cmd-status = See who I am, who is connected and what waits
cmd-sync = Connect and exchange everything
cmd-who = See organizations, people and devices
cmd-member = Members of my organization
cmd-member-remove = Take a person out of my organization
cmd-member-suspend = Suspend a person: until another decides, or until she is given a role again (member role)
cmd-member-lift = Take back what was said against a person, an organization or a device, unless it is decided
cmd-member-role = Change a person's role
cmd-org = Organizations of the network
cmd-org-remove = Take an organization out of the network
cmd-org-suspend = Suspend an organization until it is decided
cmd-org-lift = Take back what was said against an organization, unless it is decided
cmd-pending = See what waits for a second word, and who may give it
cmd-second = Give the second word to what waits for it
cmd-adopt = See what lies aside, and show one of these things
cmd-office = The office of the Secretariat
cmd-office-give = Hand the office to another organization; once it holds it, step down
cmd-refound = Name coordinators of a space whose own cannot act
cmd-device = Devices
cmd-device-list = See my devices
cmd-device-revoke = Bar a lost or stolen device
cmd-device-verify = Confirm a newcomer's device by its words
cmd-space = Spaces to work in
cmd-space-new = Open a space
cmd-space-list = See the spaces
cmd-space-readers = See who reads in a space, and why
cmd-space-show = See a space and who is in it
cmd-space-add = Add somebody
cmd-space-remove = Take somebody out
cmd-space-leave = Leave a space
cmd-thread = Discussions
cmd-thread-new = Start a discussion
cmd-thread-list = See the discussions, newest first
cmd-thread-show = Read a discussion
cmd-thread-read = Mark a discussion as read
cmd-thread-reply = Reply in a discussion
cmd-thread-import = Bring a conversation from elsewhere
cmd-doc = Documents written together
cmd-doc-new = Start a document
cmd-doc-list = See the documents, newest first
cmd-doc-show = Read a document
cmd-doc-edit = Change a document with the text of a file
cmd-doc-history = See who changed what, and when
cmd-agenda = The agenda that the Secretariat publishes
cmd-agenda-new = Start an agenda
cmd-agenda-add = Add a date
cmd-agenda-publish = Publish a numbered, signed edition
cmd-agenda-list = See the agendas
cmd-agenda-show = See an agenda
cmd-agenda-receipt = See which organizations hold it
cmd-bundle = Bundles to carry on a USB stick
cmd-bundle-export = Write a bundle
cmd-bundle-import = Take a bundle
cmd-backup = A backup of this device
cmd-backup-create = Save everything in one file under a passphrase of its own
cmd-backup-restore = Make a new device of the same person from a backup
cmd-recovery = Come in again with the help of trusted people
cmd-recovery-setup = Split the way in among trusted people
cmd-recovery-help = Answer somebody who lost her devices
cmd-recovery-start = Ask for help from a new device, and come in
cmd-recovery-refuse = Refuse a device that asks to come in
cmd-alerts = Alerts that need care
cmd-alerts-list = See the alerts
cmd-alerts-done = Mark an alert as dealt with
cmd-lock = Forget the keys in memory
cmd-unlock = Open again with the passphrase
cmd-passphrase = The profile's passphrase
cmd-passphrase-change = Change it for another
cmd-panic = Destroy for good what opens this profile. Warns, and asks for a typed word
cmd-travel = Travel with nothing: leave only the way back on this machine
cmd-travel-start = Prove that others hold everything, then leave only the way back
cmd-travel-return = Come back: enter again and fetch everything from the others
cmd-doctor = Check that all is well, and how to mend what is not
cmd-search = Search everything that this device can read
cmd-network = Local networks: on which of them other members are looked for
cmd-network-list = See the network of this place and those marked as one's own
cmd-network-trust = Mark the network of this place as trusted
cmd-network-forget = Take the mark away
cmd-text = Plain-text mode: numbered lists, for screen readers
cmd-completions = Write what a shell needs to complete commands
cmd-man = Write the manual pages into a folder
cmd-demo = See a demonstration network with fictional data

arg-profile = The profile's folder; else ASAMBLEA_PROFILE, else the person's data folder
arg-json = Answer with one JSON object a line
arg-lang = Language: es, pt or en
arg-passphrase-file = File with the passphrase in its first line
arg-backup-passphrase-file = File with the backup's passphrase; else ASAMBLEA_BACKUP_PASSPHRASE_FILE, else the profile's file
arg-new-passphrase-file = File with the new passphrase in its first line; else ASAMBLEA_NEW_PASSPHRASE_FILE, else it is asked for
arg-panic-yes = Do not ask
arg-space-leave-yes = Do not ask
arg-travel-start-anyway = Also where drafts, unused invitation codes or what is on this device alone are lost
arg-recovery-setup-with = People who keep a part each, 2 to 8
arg-recovery-setup-need = How many of them are needed; else 2
arg-recovery-help-code = The request that she sent: the text, a file, or - for standard input
arg-recovery-help-whose = Whose part, where several are kept
arg-recovery-help-words = The six words that she read out; if they are not the request's, nothing is answered
arg-recovery-start-person = Name of whoever asks
arg-recovery-start-answer = File with one or more answers, parted by a blank line; - for standard input
arg-recovery-refuse-id = Which device; else the only one that asks
arg-verbose = Tell more on standard error
arg-help = Show this help
arg-version = Show the version
arg-network = The network's name
arg-org = The organization's name
arg-person = The person's name, as she wants to be seen
arg-country = Country, in two letters (for example PY)
arg-name = Name
arg-invite-org-name = The organization's name
arg-invite-member-name = A name to greet her with; she chooses her own
arg-invite-node-name = What to call the machine
arg-invite-node-blind = Blind carrier: keeps and hands over, with no key to read
arg-role = Role: coordinator, member or observer
arg-space-add-role = Role: write, read or admin
arg-expires = How long it lives, for example 7d, 12h or 30m
arg-id = Short or full id, or name
arg-code = Invitation code; a file that holds it, or - for standard input
arg-connect = Address to call; may be repeated
arg-timeout = How long to wait, for example 30s
arg-from-bundle = Bundle to take the network from; - reads standard input
arg-listen = Address to listen on instead of the usual one; may be repeated
arg-announce = Address to publish instead of one's own; may be repeated
arg-mdns = Look for members on the local network even where it is not marked as trusted
arg-no-mdns = Do not look for members on the local network
arg-auto-lock = Lock after this time without use, for example 10m
arg-socks5 = Go through this proxy (not in this version)
arg-until-stdin-ends = End when standard input closes
arg-urgent = Change the keys at once in all spaces
arg-cut = Leave what its devices write from now on without effect, however it is dated
arg-keep = Of two stories that it told, the one with this record stays
arg-op = What to show; the list without it
arg-second-id = What waits, or about whom: an id or a name
arg-member-role-role = coordinator, member or observer
arg-office-give-org = The organization that receives the office
arg-refound-space = The space: its name or id
arg-admin = Who coordinates it from now on; may be repeated. Without it, the coordinators of today who are not suspended
arg-words = The safety words that she read out
arg-kind = Kind: working, subregion or case (of its organizations only who was verified reads it)
arg-agenda-add-kind = Kind: meeting, training, action or deadline
arg-with = With whom, besides me; may be repeated
arg-history = What those who come later see: full or from-join
arg-retain = After how many days what was written there is forgotten: 7 to 3650; newcomers read from their joining on
arg-space = Space: id or name
arg-who = Whom: id or name
arg-agenda-add-who = Who is responsible
arg-title = Title
arg-body = Text; - reads it from standard input
arg-to = Id of the post that it answers
arg-format = Format: jsonl
arg-file = File; - is standard input or output
arg-template = Text to start from: acta (minutes), convocatoria (call) or propuesta (proposal)
arg-from = File with the text; - reads standard input
arg-at = Version to show
arg-search-text = Words; all of them must be there, case and accents do not count
arg-network-forget-id = Id of the network; else that of this place
arg-shell = Shell: bash, zsh, fish, elvish or powershell
arg-dir = Folder; made if absent
arg-text = Only the text
arg-base = Version that the text was made from
arg-starts = Start, for example "2026-12-01 16:00"
arg-ends = End, in the same form
arg-minutes = How many minutes it takes
arg-zone = Time zone of the place, for example America/Lima
arg-place = Place
arg-edition = Number of the edition
arg-since = Only what is missing at this point
arg-all = Stop carrying for others, too
arg-deep = Read everything, record by record

## Mistyped commands

usage-unknown-argument = { $what } is nothing that this command knows. See how to use it: { $of } --help.
usage-unknown-command = There is no command { $what }. See those there are: { $of } --help.
usage-missing-argument = { $what } is missing. See how to use it: { $of } --help.
usage-missing-command = It is not said what to do. Choose one of the commands above.
usage-missing-value = { $what } needs a value. See how to use it with --help.
usage-wrong-value = { $value } does not fit { $what }. Accepted: { $accepted }.
usage-wrong-form = { $value } has not the form that { $what } asks for. See how to use it with --help.
usage-conflict = { $what } does not go with another option of this command. Leave one of them out.
usage-wrong = The command is not understood. See how to use it with --help.

## Errors: what happened and what to do

error-wrong-passphrase = The passphrase does not open this profile. Check capitals and spaces and try again.
error-locked = The profile is locked. Open it with: asamblea unlock.
error-weak-passphrase = The passphrase is easy to guess. Use at least four words chosen at random.
weak-short = The passphrase is very short. It takes 12 letters or more: use the five words that are offered.
weak-keyboard = The passphrase can be guessed: it follows the keyboard. Use five words at random.
weak-repeats = The passphrase can be guessed: it repeats itself. Use five words at random.
weak-common = The passphrase can be guessed: it is among the most used. Use five words at random.
weak-sequence = The passphrase can be guessed: it follows a series, such as abc or 1234. Use five words at random.
weak-date = The passphrase can be guessed: it is a date. Use five words at random.
weak-names = The passphrase can be guessed: it is made of names. Use five words at random.
weak-guessable = The passphrase can be guessed with few tries. Use five words at random.
error-panic-yes = To destroy without anybody typing the word, --yes is needed.
error-panic-word = That is not the word. Nothing was destroyed.
error-leave-yes = To leave without anybody typing the word, --yes is needed.
error-leave-word = That is not the word. Nothing was left.
error-second-word = That is not the word. Nothing was confirmed.
error-not-found = { $subject ->
    [none] What was asked for was not found. Check the id in its list.
   *[other] { $subject } was not found. Check the id in its list.
}
error-ambiguous = { $subject ->
    [none] What was typed fits more than one thing. Type more of the id.
   *[other] { $subject } fits more than one thing. Type more of the id.
}
error-frozen = { $subject ->
    [none] A word of yours against somebody waits for its second: nobody can be admitted until then. Ask another coordinator to give it, or take it back.
   *[other] A word of yours waits for its second ({ $subject }): nobody can be admitted until then. Ask another coordinator to give it, or take it back.
}
error-forked = This device told two stories: its changes of documents wait until a coordinator decides. Write with another device (asamblea invite device).
error-carrier = This machine is a carrier: it keeps and hands over what is others', it cannot read or write. Do it on a person's device.
error-no-effect = { $subject ->
    [none] That would have no effect: it is so already, it is decided, or it is for another person to do. See: asamblea who.
   *[other] That would have no effect ({ $subject }): it is so already, it is decided, or it is for another person to do. See: asamblea who.
}
error-not-permitted = { $subject ->
    [none] Your role does not allow this. Ask a coordinator.
   *[other] Your role does not allow this: { $subject }. Ask a coordinator.
}
error-invitation-used = This invitation was used before. Ask for a new one, and tell who invited you if it was not you.
error-invitation-ended = This invitation has ended. Ask whoever invited you for a new one.
error-invitation-malformed = The invitation code is incomplete or altered. Copy all of it again.
error-unreachable = { $subject ->
    [none] Nobody answered in time. Check the connection and try again, or use a bundle on a USB stick.
   *[other] Nobody answered in time: { $subject }. Check the connection and try again, or use a bundle on a USB stick.
}
error-damaged = { $subject ->
    [none] Some data is damaged; the good part was kept. Check with: asamblea doctor --deep.
   *[other] Some data is damaged in { $subject }; the good part was kept. Check with: asamblea doctor --deep.
}
error-forged = { $subject ->
    [none] Forged data was refused; the good part was kept. Ask whoever handed it over where it came from.
   *[other] Forged data was refused in { $subject }; the good part was kept. Ask whoever handed it over where it came from.
}
error-profile-busy = { $subject ->
    [none] Another program holds this profile. Close it, or wait until it ends.
   *[other] Another program (process { $subject }) holds this profile. Close it, or wait until it ends.
}
error-disk-full = The disk is full. Make room and repeat; what was saved before is safe.
error-read-only = { $subject ->
    [none] The folder cannot be written. Check its permissions or choose another with --profile.
   *[other] { $subject } cannot be written. Check its permissions or choose another folder with --profile.
}
error-open-read-only = The profile's folder is open to other accounts of this machine. Close it (chmod 700) and repeat.
error-no-folder-read-only = This is no folder. Choose another with --profile.
error-wrong-owner = { $subject ->
    [none] The folder belongs to somebody else on this machine. Choose one of your own with --profile.
   *[other] A file of the profile belongs to another account of this machine: { $subject }. That is left when something was done with sudo. Give all back to its owner (sudo chown -R with her account and the profile's folder) and repeat without sudo.
}
error-no-profile = { $subject ->
    [none] There is no profile in the folder. Begin with found or join, or choose another with --profile.
   *[other] There is no profile in { $subject }. Begin with found or join, or choose another folder with --profile.
}
error-profile-exists = { $subject ->
    [none] There is a profile in the folder already. Choose another with --profile.
   *[other] There is a profile in { $subject } already. Choose another folder with --profile.
}
error-usage = { $subject ->
    [none] An argument of the command does not fit. See how to use it with --help.
   *[other] This argument of the command does not fit: { $subject }. See how to use it with --help.
}
error-retain-days = A space forgets after 7 to 3650 days. Choose the days with --retain.
error-retains-nothing = In a space that forgets, newcomers read from their joining on. Leave out --history full.
error-space-forgets = This space forgets what is old: it keeps no documents, agendas or meetings. Write them in another space.
error-too-long = { $subject ->
    [none] The text is too long. Split it, or put it in a document.
   *[other] It is too long: { $subject }. Split it, or put it in a document.
}
error-no-key-yet = { $subject ->
    [none] The key to read this has not arrived yet. Synchronize when somebody is connected.
   *[other] The key to read { $subject } has not arrived yet. Synchronize when somebody is connected.
}
error-newer-version = This was written by a newer version of the program. Update it to see this.
error-address = { $subject ->
    [none] That address or port cannot be used. Check it or choose another.
   *[other] The address { $subject } cannot be used. Check it or choose another.
}
error-internal = { $subject ->
    [none] Something failed in the program or the machine. Repeat with -v and check with: asamblea doctor.
   *[other] Something failed in the program or the machine: { $subject }. Repeat with -v and check with: asamblea doctor.
}

error-interrupted = It was broken off before it was done.
error-away-not-permitted = Some answered, but let this device in no more: they are locked, or it is out of the network. See asamblea alerts list, and ask a coordinator, in person or by telephone.
error-bundle-not-permitted = Nothing in this bundle is for this device: it was made for other people. Ask whoever made it for one that serves here.
error-words-not-permitted = The words are not those of that device: nothing was confirmed. Compare them again, aloud; if they differ, it may be somebody else's device: tell a coordinator.
error-vault-damaged = The file that the passphrase opens is damaged, and without it nothing here opens. Come back in another folder with a backup (asamblea backup restore) or with the help of others (asamblea recovery start).
error-socket-read-only = The door by which commands speak to the profile cannot be opened in its folder. Check its permissions, or choose a folder on a disk of this machine with --profile.
error-backup-too-long = Something is larger than a backup holds: none was made. Save what can be read with: asamblea export.
error-travel-too-long = What is needed to come back does not fit its file. Nothing was deleted. Make a backup and carry it apart: asamblea backup create.
error-recovery-unreachable = Nobody who can let this device in answered in time. The answers are kept: connect and repeat.
error-recovery-name-usage = The name is too long: it takes 128 bytes, about a hundred letters. Write a shorter one.
error-refound-none-usage = It is not known here who coordinated that space. Name those who will, with --admin.
error-since-usage = What --since says is not the point that an earlier bundle reached. Copy it whole, as it was shown then, or leave it out.
error-activity-usage = The activity is missing: say what will be done.
error-body-usage = Nothing is written. Write something and repeat.
error-due-usage = The last day is missing, or it is no date. Write it like 2026-12-31.
error-ends-usage = The end is before the beginning. Check both times.
error-name-usage = The name is missing. Write one.
error-network-usage = The name of the network is missing. Write one.
error-objective-usage = The objective is missing: say what is to be reached.
error-on-usage = It is not said about which words the comment is. Copy some that stand in the text once.
error-org-usage = The name of the organization is missing. Write one.
error-percent-usage = How far it is goes from 0 to 100. Write another number.
error-person-usage = The name of the person is missing. Write one.
error-position-usage = That place is not in the text as it stands now. Read the document again and repeat.
error-quorum-usage = The quorum is 1 or more. Write another number.
error-revokes-usage = That agreement is of another space. Only one of the same space is revoked.
error-second-call-usage = The second call comes after the beginning. Check both times.
error-starts-usage = The beginning is missing: say the day and the hour.
error-text-usage = The text is missing. Write it and repeat.
error-title-usage = The title is missing. Write one.
error-to-usage = Places are counted from 1. Write another number.
error-who-usage = Nobody is responsible for it. Name somebody.
error-lift-no-effect = There is nothing to take back: nothing was said against her, or it is decided. If she is suspended and should come back, give her a role again: asamblea member role. If she is out, invite her again.
error-membership-cycle-no-effect = That space is already inside what is to be added: it would be inside itself. Add another person or organization.
error-membership-burned-no-effect = That device was taken out here for good: it does not come back. Enter with a new device or profile: asamblea invite device.
error-membership-cut-no-effect = The cut names devices that are not known here as hers. Synchronize (asamblea sync) and repeat, or repeat without --cut.
error-membership-cut-usage = The cut does not fit one word: there are more than 400 logs. Repeat without --cut, and revoke her devices one by one: asamblea device revoke.
error-membership-taken-no-effect = Another person who used the same invitation is verified: the place is hers. If this one is to come in as well, give her another invitation: asamblea invite.
error-leaving-myself-not-permitted = Nobody takes herself out with this command. To leave on purpose: asamblea space leave, with the space.
error-leaving-only-not-permitted = Nobody else administers that space: nobody would be left to decide. First name another one (asamblea member role with coordinator, or asamblea space add with --role admin), and have somebody else confirm it.
error-leaving-org-not-permitted = You are there through your organization: all of it would leave. That is for a coordinator of your organization.
error-leaving-through-not-permitted = You read there through another space: that is the one to leave. See which: asamblea space readers.
error-leaving-own-not-permitted = It is your own space. To take out a device: asamblea device revoke. To delete this profile: asamblea panic.
error-backup-wrong-passphrase = The passphrase does not open this backup. It is the one chosen when it was made. Try again.
error-backup-damaged = This is no backup, or the part without which nothing opens is damaged. Nothing was restored. Try another copy.
error-restoring-damaged = The restoring of a backup was cut short here. Repeat it: asamblea backup restore.
error-travelling = This profile is travelling: nothing of it is here. To come back: asamblea travel return.
error-not-travelling = Nobody is travelling here. To see what is here: asamblea status.
error-travel-drafts-usage = There are unsent drafts, and nobody else has them. Send or delete them, or lose them with --anyway. Nothing was deleted.
error-travel-invitations-usage = This device has unused invitations, and only it ends them in time. Revoke them (asamblea invite list, asamblea invite revoke), or leave them open with --anyway. Nothing was deleted.
error-travel-only-here-usage = There is a space with work that no other device holds. Add somebody or make a backup, or lose it with --anyway. Nothing was deleted.
error-travel-not-permitted = This device may not let in another one of the same person, so there would be no way back. Travel with her first device, or make a backup and use asamblea panic.
error-travel-unreachable = Nobody who is connected holds all that is on this device. Nothing was deleted. Connect to the always-on machine or to another member and repeat: asamblea travel start.
error-travel-damaged = What was left for the way back is damaged and does not open. Ask a coordinator for another invitation, and enter with asamblea join in another folder.
error-travel-wrong-passphrase = The passphrase does not open the way back. It is the one of the profile before the journey. Try again.
error-ask-damaged = Something that this device wrote is missing here. Before writing, meet another member (asamblea sync) and repeat.
error-backup-not-permitted = This device may not let in another one of the same person. Make the backup on her first device, or let two guardians name this one (asamblea refound).
error-backup-invitation-used = Another device came in with this backup: it lets in only once. What was restored can be read. To come in, use asamblea invite device on the other device; if that was not you, tell a coordinator.
error-backup-invitation-ended = The way in of this backup was revoked. What was restored can be read. Ask a coordinator for another invitation.
error-recovery-few-usage = At least two people are needed: one alone could come in by herself. Name more with --with.
error-recovery-many-usage = There can be eight people at most. Choose fewer.
error-recovery-need-usage = Two people must be needed at least, and no more than there are. Correct --need.
error-recovery-self-usage = Nobody keeps her own part: it would be lost with her devices. Choose somebody else.
error-recovery-twice-usage = The same person stands there twice. Name each once.
error-recovery-out-not-permitted = That person is not in the network, or no more. Choose a member (asamblea who).
error-recovery-first-not-permitted = This device may let no other of the same person in. Set recovery up on her first device.
error-recovery-alone-no-effect = Nobody else could confirm a new device of yours. First name another coordinator (asamblea invite member --role coordinator), or one in the Secretariat.
error-recovery-code-invitation-malformed = The text is incomplete or changed. Ask for it once more, whole, in a file.
error-recovery-other-forged = That answer is for another request. Send the request of this device and ask for a new answer.
error-recovery-words-not-permitted = The words are not the request's: nothing was answered. Call her some other way; it may be somebody else who asks.
error-recovery-none-not-found = No part that is good for her is kept here. She may have set recovery up anew with others. Name her with --for.
error-recovery-whose-ambiguous = Parts of several people are kept here. Say whose: --for NAME.
error-recovery-nothing-not-found = Nobody asks to come in like that, or it is too late to refuse. To take a device out: asamblea device revoke.
error-recovery-which-ambiguous = Several devices ask to come in. Say which: asamblea alerts list, then asamblea recovery refuse DEVICE.
error-recovery-early-not-permitted = That device waits 48 hours so that its owner can refuse it. Then it comes in by itself; before that only another device of hers confirms it.
error-recovery-invitation-ended = The way in was refused or revoked: this device does not come in. Talk to a coordinator, who can give another invitation (asamblea invite member), without the earlier history.
error-recovery-invitation-used = Another device asked to come in with these answers. If it is not the same person's, tell a coordinator at once.
error-no-terminal = The full screen needs a terminal. Use a command: asamblea --help.
error-no-home = It is not known where to keep the profile. Choose a folder with --profile.
error-path = The path { $about } cannot be used. Write it in another way.
error-write = Writing failed. Check the disk and the permissions.
error-read = { $about } could not be read. Check its permissions.
error-no-file = There is no file { $about }. Check its name.
error-not-text = { $about } is not UTF-8 text. Save it as UTF-8 text and repeat.
error-empty-body = The post is empty. Write it with --body or pipe it in.
error-edit-from = The new text is missing. Give it with --from FILE or pipe it in, or edit in the full screen.
error-passphrase-needed = The passphrase is needed. Use a terminal, or a file with --passphrase-file.
error-zone = There is no time zone { $about }. Write it like America/Lima.
error-time = { $about } is not a date with an hour. Write it like "2026-12-01 16:00" or 2026-12-01T16:00:00-03:00.
error-ends-before = The end { $about } is before the start. Check both times.
error-template = There is no such template. Those there are: { $about }.
error-import-format = The format { $about } is not read in this version yet. Convert it to jsonl.
error-import-line = Line { $about } is not a post: it takes a JSON object with body and, if wanted, at (an RFC 3339 time) and by. Nothing was brought in.
error-import-empty = The file has no posts. Nothing was brought in.
error-import-long = The file has more than { $about } posts. Split it into several.
error-socks5 = Going through { $about } is not possible in this version. No connection was opened.
error-demo-start = A process of the demonstration did not start in time. Close other programs and repeat.
error-demo-agree = The organizations of the demonstration did not come to see the same in time. Repeat.

## Passphrase and text

passphrase-ask = Passphrase:
passphrase-advice = Choose a passphrase: at least four words at random. Without it nobody can open this profile, nor can you.
passphrase-choose = New passphrase:
passphrase-again = Once more:
passphrase-backup-ask = Passphrase of the backup:
passphrase-backup = Choose the backup's passphrase: at least four words at random, written down away from the file. Without it the backup is worth nothing.
passphrase-differs = The two are not the same. Try again.
passphrase-former = Passphrase of now:
passphrase-suggested = Five words at random are offered ({ $bits } bits): { $words }. Enter on an empty line takes them; write them on paper.
passphrase-differed = The two were not the same. Nothing was done: repeat.
passphrase-changed = From now on the new passphrase opens. Backups keep their own. Whoever copied this device before still opens it with the former one.
panic-word = destroy
panic-warning = This destroys for good what opens this profile. There is no way back, not with the passphrase either. Destroying data during a raid or a search can be an offence.
panic-ask = To do it, type: { $word }
leave-word = leave
leave-warning = Leaving { $space }: from now on nothing new comes from there. What is on this device already stays. To come back, somebody else has to add or invite you.
leave-ask = To leave, type: { $word }
second-word = confirm
second-ask = To confirm it, type: { $word }
panic-done = Destroyed. Nothing of this profile can be opened. Another device or a backup is the way back; tell a coordinator to take this device out.
travel-started = Travelling: only the way back is left on this machine, and the passphrase opens it.
travel-advice = To come back: asamblea travel return. If the machine is taken and the passphrase forced, another coordinator can close the way back by revoking this invitation.
travel-back = Back, as a new device of the same person. The rest comes with the next exchange. Ask a coordinator to revoke the former device (asamblea device revoke).
travel-waiting = The profile is ready, but nobody has answered yet. To go on: asamblea sync.
travel-status = Travelling: nothing is here. To come back: asamblea travel return.
body-ask = Write the text and end it with Ctrl-D on an empty line:
code-ask = Paste the code and end with Ctrl-D on an empty line:

## Answers

done = Done.
saved = Saved
not-saved-yet = Not saved yet
unread = { $n ->
    [one] 1 unread
   *[other] { $n } unread
}
label-network = Network
label-network-code = Network code
label-org = Organization
label-person = Person
label-device = Device
label-safety-words = Safety words
label-invitation = Invitation
label-expires = Good until
label-role = Role
label-address = Listens on
label-state = State
label-history = History
label-authors = Written by
label-version = Version
label-signed-by = Signed by
label-published = Published
label-last-exchange = Last exchange
label-held = Held by
label-missing = Missing

found-done = The network is founded on this device.
safety-words-why = Compare the safety words aloud: where they are the same, the device is the true one.
safety-words-es = In Spanish: { $words }
safety-words-pt = In Portuguese: { $words }
safety-words-en = In English: { $words }
join-done = You have joined the network.
join-waiting = The invitation is kept, but nobody has answered yet. Repeat the same command later.
restore-joined = The backup was restored as a new device, which is in already.
restore-waiting = The backup was restored as a new device. It can be read at once. To come in and write: asamblea sync, with somebody connected. Revoke the lost device: asamblea device revoke.
backup-done = The backup is made.
backup-ops = { $n ->
    [one] 1 record
   *[other] { $n } records
}
backup-advice = Synchronize once (asamblea sync): the backup lets in once others know of it. Keep it away from this device, and its passphrase elsewhere. If it gets lost: asamblea invite revoke, with the id above.

recovery-set-up = Recovery is set up. Each person keeps a part, which she alone opens.
recovery-need = { $n ->
    [one] 1 needed
   *[other] { $n } needed
}
recovery-of = { $n ->
    [one] of 1
   *[other] of { $n }
}
recovery-have = { $n ->
    [0] no answer
    [one] 1 answer
   *[other] { $n } answers
}
recovery-missing = { $n ->
    [0] none missing
    [one] 1 missing
   *[other] { $n } missing
}
recovery-foreign = { $n ->
    [one] 1 answer does not count: it is of another setup
   *[other] { $n } answers do not count: they are of another setup
}
recovery-holder = Keeps a part
recovery-replaced = The earlier setup is good for nothing now.
recovery-set-up-advice = Synchronize once (asamblea sync) and tell them what they keep: if a request comes one day, they call you before they answer. Set it up anew when one of them leaves.
recovery-says = Says that she is
recovery-of-whom = Asks for the part of
recovery-words-label = Words of the request
recovery-help-why = Call her by telephone or in person: she reads her words. If they are not these, or the voice is not hers, do not answer.
recovery-agree = Are the words the same, and is it she? (yes/no)
recovery-yes = yes
recovery-answer = Send her this answer. It is good for her request alone:
recovery-answer-advice = Once she asks to come in, 48 hours pass: whoever has a device of hers can refuse. If it was not she: asamblea recovery refuse.
recovery-asking = Send this request, whole, to those who keep the parts:
recovery-words-why = Read these words to them by telephone or in person: so they know that the request is yours.
recovery-wrong = There are answers enough, but one at least is wrong. Ask somebody else for hers.
recovery-asking-advice = Save each answer in a file and repeat: asamblea recovery start --answer FILE.
recovery-waiting = The new device is announced and waits. For 48 hours whoever has another device of yours can refuse it; then the node of a coordinator confirms it.
recovery-waiting-advice = Leave it connected (asamblea node) or repeat this command later. Until then it reads and writes nothing.
recovery-joined = You came in again, with a new device. Revoke the lost ones (asamblea device revoke) and set recovery up once more.

invite-done = Hand this code to whom you invite, by a way that you both trust:
invite-advice = It works once. Then compare the safety words aloud.
invite-none = No invitations were made on this device.
invite-kind-org = organization
invite-kind-member = member
invite-kind-device = device
invite-kind-node = node
invite-kind-backup = backup
invite-kind-recovery = recovery
invite-state-open = open
invite-state-used = used
invite-state-ended = ended

status-waiting = Somebody of the network has yet to answer: repeat join or leave the screen open.
status-locked = The keys are not in memory: the profile is locked.
status-peers = { $n ->
    [0] Nobody connected
    [one] 1 device connected
   *[other] { $n } devices connected
}
status-coordinators = There are { $n } of 3 coordinators: if one is lost, nobody can invite or remove. asamblea invite member --role coordinator
status-invitations = { $n ->
    [one] 1 open invitation
   *[other] { $n } open invitations
}
status-ops = { $n ->
    [one] 1 record
   *[other] { $n } records
}
status-pending = { $n ->
    [one] 1 waits for others
   *[other] { $n } wait for others
}
status-quarantined = { $n ->
    [one] 1 set aside
   *[other] { $n } set aside
}
role-coordinator = coordinator
role-member = member
role-observer = observer
role-admin = administers
role-write = writes
role-read = reads
role-carrier = carrier
space-kind-network = network
space-kind-org = organization
space-kind-subregion = sub-region
space-kind-person = person
space-kind-working = working
space-kind-case = case
space-history-full = newcomers see all
space-history-from-join = newcomers see what comes after them
space-retain = { $n ->
    [one] each device forgets after a day
   *[other] each device forgets after { $n } days
}
space-forgotten = { $n ->
   *[other] forgotten here after { $n } days
}
space-people = { $n ->
    [one] read by 1 person
   *[other] read by { $n } people
}
space-orgs = { $n ->
    [one] of 1 organization
   *[other] of { $n } organizations
}
space-reader-devices = { $n ->
    [one] 1 device
   *[other] { $n } devices
}
space-none = There are no spaces yet.
who-none = Nobody is known yet.
who-kind-org = organization
who-kind-person = person
who-kind-device = device
who-state-active = active
who-state-unverified = unverified
who-state-waiting = waits for a second word
who-state-suspended = suspended
who-state-removed = removed
who-state-invited = invited
who-waits-words = waits for her words to be compared
who-waits-decision = waits for what is decided about who invited her
who-invited-by = invited by
who-me = me
member-keys-changed = { $n ->
    [one] 1 key was changed
   *[other] { $n } keys were changed
}
member-keeps = Nothing new will be received. What was received before is kept.
member-still-in = She still receives in { $spaces }: the device of whoever administers these takes her out when it hears of it, or asamblea space remove does. What was received before is kept.
member-reads-in = She still reads in { $spaces }: a suspension holds where it was said. Who administers these takes her out there, with asamblea space remove.
member-ousted = These are out as well, since they came in by what has no effect any more: { $names }. If one of them is to stay, invite her again: asamblea invite member.
word-cuts = It carries a cut: once decided, what her devices wrote and its author did not know is without effect.
word-ousts = Once decided these go out as well, since they came in by her: { $names }. If one of them is to stay, she has to be invited again: asamblea invite member.
word-cuts-and-ousts = It carries a cut: once decided, what her devices wrote and its author did not know is without effect. These go out as well, since they came in by that: { $names }. If one of them is to stay, she has to be invited again: asamblea invite member.
member-uncut = It carries no cut: that device has more than 400 logs, and one word cannot name them. What a copy of it writes and dates back still counts: look at asamblea adopt and asamblea who.
member-unrotated = The key of { $spaces } is changed by whoever writes there, with her next message, once her device hears of it.
member-waits = It is in force and can be taken back: the second word of another coordinator, or of whoever stands behind this space, is missing. Until then you can admit or promote nobody.
member-proposed = { $orgs ->
    [none] Nothing of this holds yet: the second word of another person is missing.
   *[other] Nothing of this holds yet. { $orgs }
}
refound-orgs = { $agreed ->
    [none] Words of organizations that are needed: { $needed }. None that counts gave its word yet. These may: { $missing }.
   *[other] Words of organizations that are needed: { $needed }. These gave it: { $agreed }. These may: { $missing }.
}
member-back = It is decided: nothing new of that is received, and what was there is kept. For her to come back: asamblea member role, with her role.
member-left = You left. Nothing new comes from there; what you had you keep. To come back, somebody there adds or invites you.
member-left-waits = Your leaving waits for the word of another person who coordinates there. Until then you are suspended, and may take it back.
member-second = To give it: asamblea second
member-lift = To take it back: asamblea member lift
member-admins = Coordinators to be
aside-none = Nothing lies aside.
aside-waiting = { $n ->
    [one] 1 thing that somebody else wrote about it waits with it, and is not shown either.
   *[other] { $n } things that others wrote about it wait with it, and are not shown either.
}
aside-adopt = To show something as said: asamblea adopt ID (a coordinator decides it)
aside-why-story = shown; its device told another story beside it
aside-story = story
aside-why-fork = its device told two stories: not settled
aside-why-cut = written after she was taken out, or in the other story
aside-why-removed = its author could not write there
aside-why-unreadable = not what any version writes
aside-kind-recovery = part of a recovery
aside-kind-post = post
aside-kind-thread = thread
aside-kind-edit = change of a post
aside-kind-retract = post taken back
aside-kind-close = end of a thread
aside-kind-doc = document
aside-kind-doc-edit = change of a document
aside-kind-agenda = agenda
aside-kind-item = activity of an agenda
aside-kind-edition = edition of an agenda
aside-kind-receipt = receipt of an agenda
aside-kind-name = name
aside-kind-invitation = name of an invitation
aside-kind-addresses = addresses of a device
aside-kind-unknown = unknown

thread-none = There are no discussions yet.
thread-forgotten = (its beginning was forgotten here)
thread-posts = { $n ->
    [one] 1 post
   *[other] { $n } posts
}
thread-closed = closed
thread-damaged = Part of this discussion is damaged on this device. Check with: asamblea doctor --deep.
missing-damaged = Something may be missing: a part is damaged on this device. Check with: asamblea doctor --deep.
post-answers = answers
post-edited = edited
post-quarantined = its device told two stories: not settled
post-unread = new
post-delivered = delivered
post-by = Written elsewhere by
post-retracted = (taken back by its author)

doc-none = There are no documents yet.
doc-changed = changed
doc-inserted = { $n ->
    [one] 1 letter more
   *[other] { $n } letters more
}
doc-deleted = { $n ->
    [one] 1 letter less
   *[other] { $n } letters less
}

agenda-none = There are no agendas yet.
agenda-draft = draft
agenda-edition = edition { $n }
agenda-items = { $n ->
    [one] 1 date
   *[other] { $n } dates
}
agenda-published = Published
agenda-cancelled = CANCELLED
agenda-kind-meeting = meeting
agenda-kind-training = training
agenda-kind-action = action
agenda-kind-deadline = deadline
agenda-held = Edition { $edition }: held by { $held } of { $of } organizations.

bundle-ops = { $n ->
    [one] 1 new record
   *[other] { $n } new records
}
bundle-repeated = { $n ->
    [one] 1 repeated
   *[other] { $n } repeated
}
bundle-bytes = { $n } bytes
bundle-refused = { $n ->
    [one] 1 damaged or forged part was refused; the rest was kept.
   *[other] { $n } damaged or forged parts were refused; the rest was kept.
}
sync-done = Up to date: { $received } records received, { $sent } sent; { $in } bytes in, { $out } out, in { $seconds } s.

alert-none = There are no alerts.
alert-done = dealt with
alert-adopted = Something that lay aside is shown, in { $space }. { $by } decided it. See what still lies aside: asamblea adopt.
alert-away = Nobody of { $subject } lets this device in, though they answer. They may be locked, or this device is out. Ask a coordinator, in person or by telephone. What is kept can be read.
alert-conflict = Two used the same invitation: { $subject }, in { $space }. Neither is in yet. Talk to whom you meant to invite, compare the words of her device (asamblea who) and verify it: asamblea device verify. The other stays out, and keeps what was sealed to her before by those who did not know of both.
alert-conflict-me = Somebody else used the same invitation as this device: { $subject }, in { $space }. Neither is in yet. Read the words of this device (asamblea status) to whoever invited you, in person or by telephone, so that she verifies it.
alert-forged = A change of a document was left out, forged or damaged: { $subject }. Ask which program she uses, and check her device.
alert-frozen = Your word against { $subject } ({ $space }) waits for another person's. Until then you can admit or promote nobody. Ask for the second word (asamblea second { $op }) or take yours back (asamblea member lift { $op }).
alert-grant-waiting = { $by } proposes that { $subject } coordinates: { $space }. It does not hold before the second word. If it is right, give it: asamblea second { $op }. If not, talk to who proposed it.
alert-grant-waiting-me = { $by } proposes that you coordinate { $space }. It does not hold before another person gives the second word: asamblea second { $op }.
alert-invitation-late = Somebody came with an invitation that holds no more: { $subject }. If she is expected, give her a new one: asamblea invite.
alert-invitation-misused = Somebody tried to use an invitation again: { $subject }. Ask whom you invited whether the code was lost, and compare the words of her device.
alert-lifted = What was said against { $subject } ({ $space }) was taken back. { $by } did it. She receives and writes as before. Until all know of it, she may open something that was not for her, or not open something that was.
alert-lifted-me = What was said against you ({ $space }) was taken back. { $by } did it. What is new comes again; syncing brings what was missed: asamblea sync.
alert-lowered = The role of { $subject } in { $space } is lower: { $role }. { $by } said it. { $op ->
    [none] It is decided. To raise it again: asamblea member role.
   *[other] Another person decides it (asamblea second { $op }) or takes it back (asamblea member lift { $op }).
}
alert-lowered-me = Your role in { $space } is lower: { $role }. { $by } said it. { $op ->
    [none] It is decided. Talk to a coordinator.
   *[other] Another person decides it or takes it back. Ask her to look: asamblea member lift { $op }.
}
alert-office-given = { $subject } holds the office of the Secretariat. { $by } proposed it. From here on it stands behind the network and publishes the agendas.
alert-office-left = { $subject } gives up the office of the Secretariat. { $by } said it. { $op ->
    [none] It is decided.
   *[other] The second word is missing: asamblea second { $op }. For it to stay: asamblea member lift { $op }.
}
alert-office-waiting = { $by } proposes that { $subject } holds the office of the Secretariat. It does not hold before the second word. If it is agreed, give it: asamblea second { $op }. If not, talk to who proposed it.
alert-out = This device is out: { $subject } lets it in no more. What is kept can be read; nothing new comes or leaves. Ask a coordinator, in person or by telephone. The way back is a new invitation and a new profile.
alert-refound-waiting = { $orgs ->
    [none] { $by } proposes coordinators of { $space }: { $subject }. It does not hold before the second word. If it is agreed, give it: asamblea second { $op }. If not, talk to who proposed it.
   *[other] { $by } proposes coordinators of { $space }: { $subject }. { $orgs } If it is agreed, give it: asamblea second { $op }. If not, talk to who proposed it.
}
alert-refounded = Others coordinate { $space }: { $subject }. { $by } proposed it. Those of before stay as members. See: asamblea who.
alert-removed = No longer here: { $subject }{ $space ->
    [none] {""}
   *[other] {" "}({ $space })
}. { $by ->
    [none] {""}
   *[other] { $by } decided it.{" "}
}Receives nothing new; keeps what was there. If it was a mistake, talk to who decided it and invite again: asamblea invite.
alert-removed-me = You are out of { $space }. { $by } decided it. What is kept can be read; nothing new comes. Talk to a coordinator, in person or by telephone. The way back is a new invitation and a new profile.
alert-left = Left by her own decision: { $subject }{ $space ->
    [none] {""}
   *[other] {" "}({ $space })
}. Receives nothing new; keeps what was there. For a return: asamblea invite, or asamblea space add.
alert-left-me = You left { $space } from another of your devices. What is kept can be read; nothing new comes from there.
alert-followed-out = Who is out reads no more here: { $subject }. This device said so in { $space }, too, which you coordinate. If she is to stay: asamblea space add.
alert-still-in = { $subject } is out and still reads in { $space }. Write nothing there that she should not read. Who coordinates that space can take her out: asamblea space remove; if she coordinates it, too, it takes two persons.
alert-suspended = Suspended: { $subject }{ $space ->
    [none] {""}
   *[other] {" "}({ $space })
}. { $by ->
    [none] {""}
   *[other] { $by } said it.{" "}
}Receives nothing new; keeps what was there. { $op ->
    [none] She comes back when a coordinator gives her a role again: asamblea member role.
   *[other] Talk to both. Then another person decides: out (asamblea second { $op }) or taken back (asamblea member lift { $op }).
}
alert-suspended-me = You are suspended in { $space }. { $by } said it. What is kept can be read; nothing new comes. { $op ->
    [none] You come back when a coordinator gives you a role again. Talk to her, in person or by telephone.
   *[other] Another person decides. Talk to another coordinator, or to who stands behind the space: she takes it back with asamblea member lift { $op }.
}
alert-void = What let { $subject } in ({ $space }) does not count: who did it, { $by }, lost her role at the same time or before. If she is to come in, another coordinator invites her again: asamblea invite.
alert-void-me = What let you in ({ $space }) does not count: who did it, { $by }, lost her role at the same time or before. Ask a coordinator for another invitation, in person or by telephone.
alert-backup-refused = The way in of the backup is gone: this device reads what was restored, but does not come in. Ask for another invitation (asamblea invite device).
alert-fork = A device told two different stories: { $subject }. There may be a copy. Both are kept; its changes of documents wait. Speak with its owner; if she cannot explain it, revoke the device (asamblea device revoke) and see what lies aside (asamblea adopt).
alert-carrier-full = The carrier has no more room for { $subject }: what is new there is not kept. Talk to who writes so much, or set up another carrier.
alert-misbehaved = The device of { $subject } breaks the rules of the connection: it is disconnected. Talk to who uses it: it may have a fault, or be in other hands.
alert-flood = A device of { $subject } sends far more than usual. { $device ->
    [none] {""}
   *[other] So far { $count } operations and { $size } MiB, from device { $device }.{" "}
}Nothing is lost: it comes in slowly, and what others say goes before it. Speak with her: if it is not she who writes, or it does not stop, a coordinator revokes the device (asamblea device revoke).
alert-recovery = A new device asks to come in as { $subject }, with the help of her trusted people. In 48 hours it is in, if nobody refuses. Call her: if it was not she, asamblea recovery refuse, or asamblea device revoke with that device.
alert-recovery-own = Somebody asks to come in as you with a new device: { $subject }. If it is you, there is nothing to do. If not, refuse it within 48 hours: asamblea recovery refuse, or asamblea device revoke with that device.
alert-recovery-contested = Two devices ask to come in with the same recovery: { $subject }. Neither comes in by itself. Call her: if one is hers, verify that one (asamblea device verify); if not, refuse them (asamblea recovery refuse).
alert-recovery-refused = Does not come in: { $subject }. Her recovery was refused. If it was she, give her another invitation (asamblea invite member).
alert-recovered = Came in again with a new device: { $subject }. If it was not she, revoke it at once: asamblea device revoke. Compare her safety words.
alert-recovery-holder = Who keeps a part of your recovery is no member any more: { $subject }. Her part still counts. Set it up anew: asamblea recovery setup.
alert-damaged = Some data is damaged: { $subject }. Check with: asamblea doctor --deep.
alert-damaged-journal = A part of this device's journal is damaged: something may be missing; the rest is whole. A meeting with another member brings it again: asamblea sync.
alert-damaged-set-back = The journal of this device lost its end, or an old copy was put back. Before writing, meet another member: asamblea sync.
alert-damaged-keys = The keys of this device were damaged and it made new ones. Meet another member to receive what is missing: asamblea sync.
alert-damaged-keys-back = An older file of keys is back, and the journal is newer. Meet another member to receive what is missing: asamblea sync. If nobody put it there, somebody had this disk in her hands.
alert-set-back = This device was set back to an older state: what it had written since came back from others. An old copy of its folder was put back, a copy of it is at work elsewhere, or its disk lost its end. What others had is not lost. Find out who had the device or restored a copy. If nobody can explain it, invite a new device (asamblea invite device) and revoke this one (asamblea device revoke { $device }).
alert-mended = One copy of { $subject } was damaged and mended: nothing is missing. If it happens again, the disk fails: make a backup (asamblea backup create).
alert-mended-heads = One copy of what remembers how far the journal reaches was damaged and mended: nothing is missing. If it happens again, the disk fails: make a backup (asamblea backup create).
alert-mended-keys = One copy of this device's keys was damaged and mended: nothing is missing. If it happens again, the disk fails: make a backup (asamblea backup create).
alert-mended-mirror = The second copy of a part of the journal was damaged and mended: nothing is missing. If it happens again, the disk fails: make a backup (asamblea backup create).
alert-mended-vault = One copy of the vault was damaged and mended: nothing is missing. If it happens again, the disk fails: make a backup (asamblea backup create).
alert-mended-vault-half = One of the two copies of the vault does not open with this passphrase. Setting a passphrase anew writes both: asamblea passphrase change.
alert-forged-edition = An agenda that the Secretariat did not sign was refused: { $subject }. Ask where it came from.
alert-newcomer = Somebody arrived: { $subject }. Compare the safety words and verify the device.

check-ok = fine
check-mended = fine (a copy was damaged and mended)
check-rebuilt = fine (rebuilt from the journal when opened)
check-not-ok = ATTENTION
check-found = For whoever helps: { $subject }.
check-profile = Profile
check-permissions = Permissions
check-clock = Clock
check-keys = Keys
check-journal = Journal
check-index = Index
check-ports = Ports
check-peers = Connections
check-memory = Memory
check-swap = Memory on the disk
mend-profile = Set a passphrase again: asamblea passphrase change. If it opens no more, go back to the backup or join again with an invitation.
mend-permissions = Leave the profile's folder, and all in it, to its owner alone (chown -R with her account, chmod 700).
mend-clock = Set the machine's clock.
mend-keys = Synchronize with another member: what is missing is sealed to the new keys.
mend-journal = Synchronize with another member: what is missing comes back from her copies.
mend-index = It is rebuilt from the journal when the profile is opened again.
mend-ports = Choose another port with --listen, or close the program that uses it.
mend-peers = Check the connection, or call an address with --connect.
mend-memory = Start the program again. If it stays so, ask whoever looks after this machine to turn core files off.
mend-swap = Encrypt this machine's swap area or turn it off (as its administrator: swapoff -a): what the program has in memory can end there, readable. An encrypted disk includes it.

progress-receiving = Receiving: { $count } news so far
progress-reading = Reading what is stored: { $percent } %
progress-indexing = Making the index again: { $percent } %
progress-sorting = Putting in order what was read: { $percent } %

node-listening = Listens on { $address }
node-ready = Running.
node-peer-connected = { $who } connected
node-peer-closed = { $who } left
node-synced = Up to date with { $who }: { $received } received, { $sent } sent
node-alert = New alert: { $code }. See it with: asamblea alerts list.
node-stopping = Ending.

demo-begins = Preparing a demonstration network: three organizations, fictional data, all of it deleted at the end.
demo-running = { $org }: running
demo-writing = Writing the sample work...
demo-same = The three organizations see the same (fictional data):
demo-banner = DEMONSTRATION: fictional data, all of it deleted at the end
demo-documents = { $n ->
    [one] 1 document
   *[other] { $n } documents
}

network-none = No local network is known: nobody is looked for here.
network-here = this place
network-trusted = trusted
network-untrusted = not marked
network-unknown = not known yet which it is
network-searching = looking for members
network-why = Only on a trusted network does this device tell that it is there and look for others. Mark your own home or office: asamblea network trust.

search-none = Nothing was found with those words.
search-kind-thread = thread
search-kind-post = message
search-kind-doc = document
search-kind-agenda = agenda
search-kind-item = date

man-done = { $n } pages written in { $dir }.

## Plain-text mode

text-hint = Type a number to open it, or a word: "help" tells them all.
text-help-hint = "help" tells the words that can be used here.
text-help-commands = Any command of the program works, too; #3 is the id of number 3. Example: thread reply #3 --body "Hello".
text-thread = Thread
text-document = Document
text-new = new
text-news = { $count } unread. "next" opens them.
text-empty-space = Nobody wrote here yet. "new" and a title begin a thread.
text-no-agenda = There are no agendas yet.
text-locked = Locked: the keys have left the memory. "key" opens again.
text-body-ask = Type the text. A line with a single full stop ends it; left empty, nothing is sent.
text-verb-home = what waits: alerts, votes, tasks, unread, next dates
cmd-home = What waits: alerts, votes, tasks, plans to sign, unread, next dates
text-verb-meetings = the meetings
text-verb-rounds = the rounds of assessment
text-verb-plans = the plans
text-verb-tasks = the tasks
text-meetings-how = For the rest, with its number in place of N: meeting attend #N, meeting agree #N --text "..." or meeting approve #N.
text-rounds-how = To score, with its number in place of N: assessment score #N --item GOB1 --score 2 --note "..."
text-plans-how = To sign, with its number in place of N: plan sign #N
text-verb-spaces = the spaces
text-verb-agenda = the agenda
text-verb-people = the people
text-verb-search = find words in everything
text-verb-open = open a number; the number alone does the same
text-verb-back = back to the list before
text-verb-again = repeat the last
text-verb-next = open the next unread
text-verb-reply = reply in the open thread
text-verb-reply-to = reply to the message with that number
text-verb-new = begin a thread with that title in the open space
text-verb-readers = who reads here
text-verb-seen = mark the alert with that number as seen
text-verb-sync = connect and exchange now
text-verb-carry = write all of mine into that file, to take it on a USB stick
text-verb-bring = read a file that somebody brought on a USB stick
text-verb-lock = forget the keys; the passphrase is needed to go on
text-verb-unlock = open again with the passphrase
text-verb-help = these words
text-verb-quit = leave
error-text-json = The plain-text mode is for people. For a machine: the commands with --json.
error-text-number = There is nothing with number { $about }. "again" repeats the list.
error-text-nothing-inside = There is nothing inside that.
error-text-no-post = That number is no message.
error-text-no-alert = That number is no alert. "home" tells them.
error-text-no-thread = A thread must be opened first.
error-text-no-space = A space must be opened first. "spaces" tells them.
error-text-title = The title is missing. Example: new May workshop.
error-text-file = The name of the file is missing.
error-text-empty = Nothing is written; nothing was sent.
error-text-not-here = That command is used outside of the plain-text mode.

# What waits for a second word
pending-none = Nothing waits for a second word.
pending-act-suspend = suspend
pending-act-remove = take out
pending-act-lower = lower the role of
pending-act-raise = make a coordinator of
pending-act-add = add
pending-act-invite = invite
pending-act-second = confirm
pending-act-lift = lift what was said against
pending-act-refound = change who coordinates
pending-void = (not valid for now)
pending-second = it can be confirmed from here
pending-second-not = not confirmed
pending-lift = it can be lifted from here
pending-lift-not = not lifted
pending-why-own = the first word is one's own
pending-why-me = nobody decides about herself
pending-why-not-permitted = it is for those who coordinate the space or stand behind it
pending-why-frozen = first another person has to answer one's own word
pending-why-no-effect = it would change nothing
