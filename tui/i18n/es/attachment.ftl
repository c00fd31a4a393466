# Archivos adjuntos.
cmd-attach = Adjuntar un archivo a una discusión, un documento, una agenda, una propuesta, una reunión o un plan
cmd-attachment = Archivos adjuntos
cmd-attachment-list = Ver los archivos de algo
cmd-attachment-save = Guardar un archivo adjunto en el disco
arg-attach-id = A qué se adjunta: su id o su título
arg-attach-file = El archivo, hasta 4 MiB
arg-attach-name = Otro nombre para el archivo
arg-attach-keep-metadata = Dejar en una foto el lugar, la hora y la cámara
arg-attachment-list-id = De qué: su id o su título
arg-attachment-save-id = El archivo adjunto
arg-attachment-save-dest = Archivo nuevo o carpeta donde guardarlo

attachment-none = No hay archivos adjuntos.
attachment-kept = Guardado en
attachment-clear = Fuera de asamblea el archivo queda sin cifrar, y abrirlo con otro programa es confiar en quien lo mandó.
attachment-metadata-removed = Se quitó de la foto lo que dice además de la imagen: lugar, hora, cámara.
attachment-metadata-none = La foto no dice nada además de la imagen.
attachment-metadata-kept = El archivo va tal cual, con lo que diga de lugar, hora y autoría.
attachment-metadata-unknown = En archivos así no se quita nada: pueden decir quién los hizo, cuándo y con qué.

error-attachment-size-too-long = El archivo pasa de 4 MiB. Achicarlo o partirlo, y adjuntar de nuevo.
error-attachment-full-too-long = Este espacio ya tiene 64 MiB de archivos, y tu organización ya usó los 8 MiB que siempre tiene (dentro de la organización, cada persona). Pasar el archivo por otro medio o abrir otro espacio.
error-attachment-name-usage = Ese nombre no sirve: hasta 120 bytes, sin barras y sin punto al inicio. Dar otro con --name.
error-attachment-parts-damaged = El archivo no está entero aquí, o quien lo mandó mintió sobre él. No se guardó nada.
error-attachment-there = En { $about } ya hay algo. No se toca: elegir otro nombre.
error-attachment-folder = No existe la carpeta de { $about }. Crearla o elegir otra.
error-attachment-file = { $about } no es un archivo. Elegir uno.
error-attachment-picture = { $about } empieza como una foto y sigue de otra forma: no se le puede quitar lo que dice. Para mandarlo tal cual: --keep-metadata.

attachment-missing = no está entero aquí

ui-files = Archivos
ui-files-count = { $n ->
    [one] 1 archivo
   *[other] { $n } archivos
}
ui-files-open = { $key } ver todos
ui-files-empty = Todavía no hay archivos. a adjunta uno.
ui-files-note = Fuera de asamblea un archivo queda sin cifrar, y abrirlo es confiar en quien lo mandó.
ui-file-kb = { $n } KB
ui-file-mb = { $n },{ $tenths } MB
ui-file-attach = Adjuntar un archivo
ui-file-attach-words = Hasta 4 MiB. De fotos JPEG y PNG se quita lo que dicen de lugar, hora y cámara; de otros archivos no se quita nada. Lo reciben todas las que leen aquí.
ui-file-attach-yes = Adjuntar
ui-file-save = Guardar el archivo
ui-file-save-words = En un archivo nuevo o en una carpeta. Nunca se escribe sobre otro. Ahí queda sin cifrar.
ui-file-save-yes = Guardar
ui-done-attached = Adjuntado: { $name }.
ui-done-kept = Guardado en { $path }
ui-cmd-files = Ver los archivos de lo que está abierto, o adjuntar uno
ui-key-files = archivos
ui-cmd-file-save = Guardar el archivo en el disco
ui-key-file-save = guardar
ui-cmd-file-attach = Adjuntar un archivo
ui-key-file-attach = adjuntar
ui-why-no-holder = No hay nada abierto que lleve archivos.
ui-why-no-file = No hay ningún archivo para guardar.
ui-why-file-missing = Ese archivo no está entero aquí: falta una parte, o quien lo mandó mintió sobre él.
ui-error-attachment-name-usage = Ese nombre no sirve: hasta 120 bytes y sin punto al inicio. Cambiarlo en el disco y adjuntar de nuevo.
ui-error-attachment-picture = { $about } empieza como una foto y sigue de otra forma: no se le puede quitar lo que dice. No se adjuntó.

text-files-how = Para guardar uno: guardar NÚMERO ARCHIVO. Para adjuntar uno: agregar ARCHIVO.
text-verb-save = guardar en el disco el archivo de ese número: guardar NÚMERO ARCHIVO
text-verb-attach = adjuntar un archivo a lo que está abierto: agregar ARCHIVO
error-text-no-file = Ese número no es un archivo.
error-text-no-holder = Abrir antes una discusión, un documento, una agenda o una propuesta.

ui-file-attach-thread = Adjuntar a toda la discusión
ui-file-attach-post = Adjuntar al mensaje en foco
ui-post-file = Archivo: { $name }
ui-file-on-post = en un mensaje
