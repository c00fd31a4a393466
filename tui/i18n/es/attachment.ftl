# Archivos adjuntos.
cmd-attach = Adjuntar un archivo a una discusión, un documento, una agenda, una propuesta o una reunión
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
