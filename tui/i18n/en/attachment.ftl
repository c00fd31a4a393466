# Attached files.
cmd-attach = Attach a file to a thread, document, agenda, proposal, meeting or plan
cmd-attachment = Attached files
cmd-attachment-list = See the files of something
cmd-attachment-save = Save an attached file to the disk
arg-attach-id = What to attach to: its id or title
arg-attach-file = The file, up to 4 MiB
arg-attach-name = Another name for the file
arg-attach-keep-metadata = Leave place, hour and camera in a photo
arg-attachment-list-id = Of what: its id or title
arg-attachment-save-id = The attached file
arg-attachment-save-dest = A new file, or a folder to save it in

attachment-none = There are no attached files.
attachment-kept = Saved in
attachment-clear = Outside asamblea the file is not encrypted, and to open it with another program is to trust who sent it.
attachment-metadata-removed = What the photo says beside its picture was taken out: place, hour, camera.
attachment-metadata-none = The photo says nothing beside its picture.
attachment-metadata-kept = The file goes as it is, with what it may say of place, hour and author.
attachment-metadata-unknown = Nothing is taken out of such files: they may say who made them, when and with what.

error-attachment-size-too-long = The file is over 4 MiB. Make it smaller or split it, and attach it again.
error-attachment-full-too-long = This space has 64 MiB of files already, and your organization has used the 8 MiB that it always has (inside an organization, each person). Pass the file on by another way or open another space.
error-attachment-name-usage = That name does not serve: up to 120 bytes, without slashes and without a dot at its beginning. Give another with --name.
error-attachment-parts-damaged = The file is not whole here, or who sent it lied about it. Nothing was saved.
error-attachment-there = Something is at { $about } already. It is left alone: choose another name.
error-attachment-folder = The folder of { $about } does not exist. Make it or choose another.
error-attachment-file = { $about } is not a file. Choose one.
error-attachment-picture = { $about } begins like a photo and goes on otherwise: what it says cannot be taken out. To send it as it is: --keep-metadata.

attachment-missing = not whole here

ui-files = Files
ui-files-count = { $n ->
    [one] 1 file
   *[other] { $n } files
}
ui-files-open = { $key } see all
ui-files-empty = There are no files yet. a attaches one.
ui-files-note = Outside asamblea a file is not encrypted, and to open it is to trust who sent it.
ui-file-kb = { $n } KB
ui-file-mb = { $n }.{ $tenths } MB
ui-file-attach = Attach a file
ui-file-attach-words = Up to 4 MiB. JPEG and PNG photos lose what they say of place, hour and camera; of other files nothing is taken out. Everybody who reads here gets it.
ui-file-attach-yes = Attach
ui-file-save = Save the file
ui-file-save-words = In a new file or in a folder. Nothing is ever written over. It is not encrypted there.
ui-file-save-yes = Save
ui-done-attached = Attached: { $name }.
ui-done-kept = Saved in { $path }
ui-cmd-files = See the files of what is open, or attach one
ui-key-files = files
ui-cmd-file-save = Save the file to the disk
ui-key-file-save = save
ui-cmd-file-attach = Attach a file
ui-key-file-attach = attach
ui-why-no-holder = Nothing is open that takes files.
ui-why-no-file = There is no file to save.
ui-why-file-missing = That file is not whole here: a part is missing, or who sent it lied about it.
ui-error-attachment-name-usage = That name does not serve: up to 120 bytes and without a dot at its beginning. Change it on the disk and attach it again.
ui-error-attachment-picture = { $about } begins like a photo and goes on otherwise: what it says cannot be taken out. It was not attached.

text-files-how = To save one: save NUMBER FILE. To attach one: add FILE.
text-verb-save = save the file of that number to the disk: save NUMBER FILE
text-verb-attach = attach a file to what is open: add FILE
error-text-no-file = That number is no file.
error-text-no-holder = Open a thread, a document, an agenda or a proposal first.

ui-file-attach-thread = Attach to the whole thread
ui-file-attach-post = Attach to the focused post
ui-post-file = File: { $name }
ui-file-on-post = on a post
