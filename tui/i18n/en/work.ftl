# Texts of agendas, documents and exports.

cmd-agenda-change = Change an item of the draft; what is not said stays as it is
cmd-agenda-cancel = Cancel an item: it stays in sight, so that calendars drop it
cmd-agenda-export = Take an agenda out as a calendar (ics), Markdown or HTML
arg-agenda-change-item = The item: code or title
arg-agenda-cancel-item = The item: code or title
arg-agenda-change-kind = Kind: meeting, training, action or deadline
arg-agenda-change-who = Who is responsible; empty takes it away
arg-agenda-change-place = Place; empty takes it away
arg-agenda-change-starts = Start, in the hour of the place; the end moves along
arg-agenda-export-format = Form: ics (calendar), md (Markdown) or html
arg-full = For ics: with titles, places and names. Asks first
agenda-replaces = Replaces edition { $edition }: { $changed ->
    [0] nothing changed
    [one] 1 item changed
   *[other] { $changed } items changed
}.
agenda-unpublished = Not published yet:
agenda-refused = An edition { $edition } signed by { $by }, who is not of the Secretariat, was refused. It does not count.
agenda-new = new
agenda-changed = changed
agenda-before = before:
export-meeting = Meeting
export-training = Training
export-action = Activity
export-deadline = Due
export-there = Hour at the place: { $hour } ({ $zone })
export-who = Responsible: { $who }
export-place = Place: { $place }
export-edition = Edition { $edition }, published on { $day }.
export-draft = Draft, not published.
export-cancelled = CANCELLED
export-full-warning = The calendar will carry titles, places and names. A calendar on a phone or of a mail service is copied to the company that runs it, which reads it.
export-full-ask = To go on, type «{ $word }»:
export-yes = yes
error-export-not-meant = Nothing was exported. Without --full a calendar carries hours alone.
cmd-thread-export = Take a discussion out as Markdown, or as lines that can be taken in again
arg-thread-export-format = Form: md (Markdown) or jsonl
cmd-doc-diff = See what changed between two versions; without versions, the last change
cmd-doc-restore = Go back to a version: it is a new change, seen in the history
cmd-doc-comment = Comment beside words of the text
cmd-doc-retract = Take a comment of mine back
cmd-doc-export = Take a document out as Markdown or HTML
arg-doc-diff-from = Version before; if absent, the one before the last change
arg-doc-diff-to = Version after; if absent, the newest
arg-doc-restore-version = Version to go back to
arg-on = The words as they stand in the text; they must stand there once
arg-comment = Code of the comment
arg-doc-export-format = Form: md (Markdown) or html
doc-same = Both versions say the same.
doc-lines = { $n ->
    [one] 1 line
   *[other] { $n } lines
}
comment-on = On { $quote }, line { $line }:
comment-on-gone = On { $quote }, which does not stand so any more (line { $line }):
aside-kind-comment = comment on a document
search-kind-comment = comment
export-edited = changed later
export-retracted = Taken back by its author.
cmd-export = Take out everything that this device may read, as ordinary files, not encrypted
arg-export-dir = Folder, new or empty
arg-export-space = This space alone: code or name. Cases leave only this way
export-spaces = { $n ->
    [one] 1 space
   *[other] { $n } spaces
}
export-files = { $n ->
    [one] 1 file
   *[other] { $n } files
}
export-progress = { $done } of { $of } spaces.
export-not-sealed = What was exported is NOT encrypted: whoever finds the folder reads it. Take it to a safe place, or erase it when done.
export-readme-name = README.txt
export-readme = This folder is not encrypted: whoever finds it reads it. It holds what one device could read, with names. Erase it when it is no longer needed.
export-people = people
export-people-head = kind;name;organization;role;state
export-posts-head = discussion;date;author;text
export-threads = discussions
export-documents = documents
export-agendas = agendas
export-attached = files
export-attached-head = name;file;date;by;bytes;on what
export-comments = Comments
error-export-full = The folder { $about } holds something already: nothing is written over. Choose a new or empty one.
error-export-permission = { $about } cannot be written to. Choose a folder of your own.
error-export-parent = The folder in which { $about } would lie does not exist. Make it first.
ui-months-long = January February March April May June July August September October November December
ui-agenda-replaces = Replaces { $edition }: { $changed ->
    [0] nothing changed
    [one] 1 item changed
   *[other] { $changed } items changed
}.
ui-unpublished = { $n ->
    [one] 1 item not published
   *[other] { $n } items not published
}.
ui-edition-refused = An edition { $edition } that { $by } signed, who is not of the Secretariat, was refused. It does not count.
ui-item-new = new
ui-item-changed = changed
ui-item-was = changed: before { $was }
ui-item-unpublished = not published
ui-change-title = Change the item
ui-change-words = Nobody sees it until the next edition is published.
ui-cancel-title = Cancel { $title }
ui-cancel-words = It stays in sight as cancelled, so that everybody drops it from her calendar. It cannot be undone. Nobody sees it until the next edition is published.
ui-cancel-no = Back without cancelling
ui-cancel-yes = Cancel the item
ui-calendar-title = Export a calendar
ui-calendar-words = It carries hours alone: «Meeting», without place or names. A phone's calendar is copied to the company that runs it.
ui-calendar-yes = Export
ui-done-change = Change saved. P publishes the edition that carries it.
ui-done-cancel = Cancelled. P publishes the edition that says so.
ui-done-saved = File saved, not encrypted.
ui-save-there = A file of that name is there. Choose another.
ui-save-no-folder = That folder does not exist. Choose another.
ui-save-not-allowed = That place cannot be written to. Choose another folder.
ui-why-no-date = No item is chosen.
ui-why-cancelled = That item is cancelled already.
ui-cmd-agenda-month = See the month or the list
ui-key-agenda-month = month
ui-cmd-agenda-change = Change the item
ui-key-agenda-change = change
ui-cmd-agenda-cancel = Cancel the item
ui-key-agenda-cancel = cancel
ui-cmd-agenda-export = Export the calendar (ics)
ui-key-agenda-export = export
ui-why-no-version = No version is chosen.
ui-restore-title = Back to the version of { $when }
ui-restore-words = The text becomes what it was then, by a new change. Nothing of the history goes: one can go back again.
ui-restore-no = Leave it as it is
ui-restore-yes = Back to that version
ui-done-restored = The text is that version again.
ui-comment-title = Comment
ui-comment-words = Write the words of the text as they stand; they must stand there once.
ui-comment-on = On
ui-comment-body = Comment
ui-comment-at = Line { $line }, «{ $quote }».
ui-comment-gone = «{ $quote }», which does not stand so any more (line { $line }).
ui-comments-title = Comments
ui-comments-none = Nobody has commented yet.
ui-done-comment = Comment saved.
ui-cmd-document-comments = Read the comments
ui-key-document-comments = comments
ui-cmd-document-comment = Comment on words
ui-key-document-comment = comment
ui-cmd-version-compare = See what that version changed
ui-key-version-compare = what changed
ui-cmd-version-restore = Back to that version
ui-key-version-restore = back to it

cmd-thread-edit = Change a message of yours
cmd-thread-retract = Take a message of yours back
cmd-thread-close = Close a discussion: it takes no more replies
arg-thread-edit-post = The message: its code
arg-thread-retract-post = The message: its code
error-thread-retracted-no-effect = That message was taken back already. Write another with: asamblea thread reply.
error-thread-closed-no-effect = The discussion is closed already.
error-thread-closed-not-permitted = The discussion is closed, and nobody writes in it any more. Begin another.
ui-error-thread-retracted-no-effect = That message was taken back already. Write another.
error-agenda-office-not-permitted = Only the Secretariat writes and publishes agendas.
export-proposals = proposals
export-assessments = assessments
export-plans = plans
export-meetings = meetings
export-tasks = tasks
export-call = call
export-minutes = minutes

ui-cmd-post-edit = Change a message of yours
ui-key-post-edit = change
ui-cmd-post-retract = Take a message of yours back
ui-key-post-retract = take back
ui-cmd-thread-close = Close the discussion
ui-key-thread-close = close
ui-compose-edit = Change the message
ui-why-not-my-post = Only who wrote a message changes it or takes it back.
ui-why-retracted = That message was taken back already.
ui-why-not-my-thread = A discussion is closed by who began it, or by an admin of the space.
ui-retract-title = Take the message back
ui-retract-title-words = Nobody will see it in the program any more. Who read or copied it keeps it.
ui-retract-yes = Take back
ui-close-title = Close the discussion
ui-close-title-words = Nobody will be able to reply. What was written stays.
ui-close-yes = Close
ui-done-retracted = Message taken back.
ui-done-closed = Discussion closed.

ui-export = Save what is open in a file
ui-export-forms = The end of the name says how: { $forms }
ui-export-words = What is read on this screen goes there. In the file it is not encrypted, and nothing is ever written over another file.
ui-export-yes = Save
ui-cmd-export = Save what is open in a file to read or print
ui-key-export = export
ui-why-no-export = Nothing is open that can go out as a file.
ui-fault-export-form = This does not go out with that ending. Above it says with which.

cmd-calendar = Everything dated that this device may read, by day
arg-calendar-month = Which month, for example 2027-04; else this one
dates-none = Nothing is dated in that month.
date-kind-item = date of an agenda
date-kind-meeting = meeting
date-kind-vote = close of a vote
date-kind-round = close of an assessment
date-kind-task = last day of a task
date-kind-review = follow-up of a plan
date-open = on
date-cancelled = CANCELLED
date-done = done
date-draft = NOT PUBLISHED
date-late = OVERDUE
ui-dates = Dates
ui-dates-note = Everything dated, of all spaces. The dot marks days with something.
ui-dates-on-day = { $n ->
    [0] Nothing on this day.
    [one] One thing on this day. Enter shows it.
   *[other] { $n } things on this day. Enter shows them.
}
ui-why-empty-day = Nothing on this day.
ui-cmd-go-dates = Go to the dates
ui-key-go-dates = dates
error-dates-month = { $about } is no month. Write it as 2027-04.
