# Textos de agendas, documentos y exportaciones.

cmd-agenda-change = Cambiar una fecha del borrador; lo que no se dice queda como está
cmd-agenda-cancel = Cancelar una fecha: queda a la vista, para que los calendarios la quiten
cmd-agenda-export = Sacar una agenda como calendario (ics), Markdown o HTML
arg-agenda-change-item = La fecha: código o título
arg-agenda-cancel-item = La fecha: código o título
arg-agenda-change-kind = Tipo: meeting (reunión), training (capacitación), action (acción) o deadline (plazo)
arg-agenda-change-who = Responsable; vacío lo quita
arg-agenda-change-place = Lugar; vacío lo quita
arg-agenda-change-starts = Comienzo, a la hora del lugar; el fin se corre con él
arg-agenda-export-format = Forma: ics (calendario), md (Markdown) o html
arg-full = En ics: con títulos, lugares y nombres. Pregunta antes
agenda-replaces = Reemplaza a la edición { $edition }: { $changed ->
    [0] sin cambios
    [one] cambió 1 fecha
   *[other] cambiaron { $changed } fechas
}.
agenda-unpublished = Sin publicar todavía:
agenda-refused = Se rechazó una edición { $edition } firmada por { $by }, que no es de la Secretaría. No cuenta.
agenda-new = nueva
agenda-changed = cambió
agenda-before = antes:
export-meeting = Reunión
export-training = Capacitación
export-action = Actividad
export-deadline = Plazo
export-there = Hora del lugar: { $hour } ({ $zone })
export-who = Responsable: { $who }
export-place = Lugar: { $place }
export-edition = Edición { $edition }, publicada el { $day }.
export-draft = Borrador sin publicar.
export-cancelled = CANCELADA
export-full-warning = El calendario va a llevar títulos, lugares y nombres. Un calendario de teléfono o de correo se copia a la empresa que lo presta, que lo lee.
export-full-ask = Para seguir, escribir «{ $word }»:
export-yes = sí
error-export-not-meant = No se exportó nada. Sin --full el calendario solo lleva horas.
cmd-thread-export = Sacar una discusión como Markdown, o como líneas que se pueden volver a traer
arg-thread-export-format = Forma: md (Markdown) o jsonl
cmd-doc-diff = Ver qué cambió entre dos versiones; sin versiones, el último cambio
cmd-doc-restore = Volver a una versión: es un cambio nuevo, que se ve en la historia
cmd-doc-comment = Comentar al margen unas palabras del texto
cmd-doc-retract = Retirar un comentario propio
cmd-doc-export = Sacar un documento como Markdown o HTML
arg-doc-diff-from = Versión de antes; si falta, la anterior al último cambio
arg-doc-diff-to = Versión de después; si falta, la última
arg-doc-restore-version = Versión a la que volver
arg-on = Las palabras, tal como están en el texto; tienen que estar una sola vez
arg-comment = Código del comentario
arg-doc-export-format = Forma: md (Markdown) o html
doc-same = Las dos versiones dicen lo mismo.
doc-lines = { $n ->
    [one] 1 línea
   *[other] { $n } líneas
}
comment-on = Sobre { $quote }, línea { $line }:
comment-on-gone = Sobre { $quote }, que ya no está así (línea { $line }):
aside-kind-comment = comentario de un documento
search-kind-comment = comentario
export-edited = cambiado después
export-retracted = Retirado por su autora.
cmd-export = Sacar todo lo que este aparato puede leer, como archivos comunes, sin cifrar
arg-export-dir = Carpeta nueva o vacía
arg-export-space = Solo este espacio: código o nombre. Los casos salen solo así
export-spaces = { $n ->
    [one] 1 espacio
   *[other] { $n } espacios
}
export-files = { $n ->
    [one] 1 archivo
   *[other] { $n } archivos
}
export-progress = { $done } de { $of } espacios.
export-not-sealed = Lo exportado NO está cifrado: quien encuentre la carpeta la lee. Llevarla a un lugar seguro, o borrarla al terminar.
export-readme-name = LEEME.txt
export-readme = Esta carpeta no está cifrada: quien la encuentre la lee. Contiene lo que podía leer un aparato, con nombres. Borrarla cuando ya no haga falta.
export-people = integrantes
export-people-head = tipo;nombre;organización;papel;estado
export-posts-head = discusión;fecha;autora;texto
export-threads = discusiones
export-documents = documentos
export-agendas = agendas
export-attached = archivos
export-attached-head = nombre;archivo;fecha;de quién;bytes;en qué
export-comments = Comentarios
error-export-full = La carpeta { $about } ya tiene algo adentro: no se pisa nada. Elegir una nueva o vacía.
error-export-permission = No se puede escribir en { $about }. Elegir una carpeta propia.
error-export-parent = No existe la carpeta en la que iría { $about }. Crearla antes.
ui-months-long = Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre Noviembre Diciembre
ui-agenda-replaces = Reemplaza a la { $edition }: { $changed ->
    [0] sin cambios
    [one] cambió 1 fecha
   *[other] cambiaron { $changed } fechas
}.
ui-unpublished = { $n ->
    [one] 1 fecha sin publicar
   *[other] { $n } fechas sin publicar
}.
ui-edition-refused = Se rechazó una edición { $edition } que firmó { $by }, sin ser de la Secretaría. No cuenta.
ui-item-new = nueva
ui-item-changed = cambió
ui-item-was = cambió: antes { $was }
ui-item-unpublished = sin publicar
ui-change-title = Cambiar la fecha
ui-change-words = Nadie lo ve hasta publicar la próxima edición.
ui-cancel-title = Cancelar { $title }
ui-cancel-words = Queda a la vista como cancelada, para que todas la quiten de sus calendarios. No se deshace. Nadie lo ve hasta publicar la próxima edición.
ui-cancel-no = Volver sin cancelar
ui-cancel-yes = Cancelar la fecha
ui-calendar-title = Exportar un calendario
ui-calendar-words = Lleva solo horas: «Reunión», sin lugar ni nombres. Un calendario de teléfono se copia a la empresa que lo presta.
ui-calendar-yes = Exportar
ui-done-change = Cambio guardado. P publica la edición que lo lleva.
ui-done-cancel = Cancelada. P publica la edición que lo dice.
ui-done-saved = Archivo guardado, sin cifrar.
ui-save-there = Ya hay un archivo con ese nombre. Elegir otro.
ui-save-no-folder = No existe esa carpeta. Elegir otra.
ui-save-not-allowed = Ahí no se puede escribir. Elegir otra carpeta.
ui-why-no-date = No hay una fecha elegida.
ui-why-cancelled = Esa fecha ya está cancelada.
ui-cmd-agenda-month = Ver el mes o la lista
ui-key-agenda-month = mes
ui-cmd-agenda-change = Cambiar la fecha
ui-key-agenda-change = cambiar
ui-cmd-agenda-cancel = Cancelar la fecha
ui-key-agenda-cancel = cancelar
ui-cmd-agenda-export = Exportar el calendario (ics)
ui-key-agenda-export = exportar
ui-why-no-version = No hay una versión elegida.
ui-restore-title = Volver a la versión de { $when }
ui-restore-words = El texto queda como era entonces, con un cambio nuevo. Nada de la historia se borra: se puede volver otra vez.
ui-restore-no = Seguir como está
ui-restore-yes = Volver a esa versión
ui-done-restored = El texto volvió a esa versión.
ui-comment-title = Comentar
ui-comment-words = Escribir las palabras del texto tal como están; tienen que estar una sola vez.
ui-comment-on = Sobre
ui-comment-body = Comentario
ui-comment-at = Línea { $line }, «{ $quote }».
ui-comment-gone = «{ $quote }», que ya no está así (línea { $line }).
ui-comments-title = Comentarios
ui-comments-none = Nadie comentó todavía.
ui-done-comment = Comentario guardado.
ui-cmd-document-comments = Leer los comentarios
ui-key-document-comments = comentarios
ui-cmd-document-comment = Comentar unas palabras
ui-key-document-comment = comentar
ui-cmd-version-compare = Ver qué cambió en esa versión
ui-key-version-compare = qué cambió
ui-cmd-version-restore = Volver a esa versión
ui-key-version-restore = volver a ella

cmd-thread-edit = Cambiar un mensaje propio
cmd-thread-retract = Retirar un mensaje propio
cmd-thread-close = Cerrar una discusión: no admite más respuestas
arg-thread-edit-post = El mensaje: su código
arg-thread-retract-post = El mensaje: su código
error-thread-retracted-no-effect = Ese mensaje ya se retiró. Escribir otro con: asamblea thread reply.
error-thread-closed-no-effect = La discusión ya está cerrada.
error-thread-closed-not-permitted = La discusión está cerrada y ya no se escribe en ella. Empezar otra.
ui-error-thread-retracted-no-effect = Ese mensaje ya se retiró. Escribir otro.
error-agenda-office-not-permitted = Solo la Secretaría escribe y publica agendas.
export-proposals = propuestas
export-assessments = diagnosticos
export-plans = planes
export-meetings = reuniones
export-tasks = tareas
export-call = convocatoria
export-minutes = acta

ui-cmd-post-edit = Cambiar un mensaje propio
ui-key-post-edit = cambiar
ui-cmd-post-retract = Retirar un mensaje propio
ui-key-post-retract = retirar
ui-cmd-thread-close = Cerrar la discusión
ui-key-thread-close = cerrar
ui-compose-edit = Cambiar el mensaje
ui-why-not-my-post = Solo quien escribió un mensaje lo cambia o lo retira.
ui-why-retracted = Ese mensaje ya se retiró.
ui-why-not-my-thread = Cierra una discusión quien la empezó, o una administradora del espacio.
ui-retract-title = Retirar el mensaje
ui-retract-title-words = Nadie más lo verá en el programa. Quien lo leyó o lo copió lo conserva.
ui-retract-yes = Retirar
ui-close-title = Cerrar la discusión
ui-close-title-words = Nadie podrá responder más. Lo escrito queda.
ui-close-yes = Cerrar
ui-done-retracted = Mensaje retirado.
ui-done-closed = Discusión cerrada.

ui-export = Guardar lo que está abierto en un archivo
ui-export-forms = La terminación del nombre dice cómo: { $forms }
ui-export-words = Va lo que se lee en esta pantalla. En el archivo queda sin cifrar, y nunca se escribe sobre otro.
ui-export-yes = Guardar
ui-cmd-export = Guardar lo que está abierto en un archivo para leer o imprimir
ui-key-export = exportar
ui-why-no-export = No hay nada abierto que pueda salir a un archivo.
ui-fault-export-form = Esto no sale con esa terminación. Arriba dice con cuáles.

cmd-calendar = Todo lo que tiene fecha y este aparato puede leer, por día
arg-calendar-month = Qué mes, por ejemplo 2027-04; si no, este
dates-none = Nada tiene fecha en ese mes.
date-kind-item = fecha de una agenda
date-kind-meeting = reunión
date-kind-vote = cierre de una votación
date-kind-round = cierre de un diagnóstico
date-kind-task = último día de una tarea
date-kind-review = seguimiento de un plan
date-open = en pie
date-cancelled = CANCELADA
date-done = hecha
date-draft = SIN PUBLICAR
date-late = VENCIDA
ui-dates = Fechas
ui-dates-note = Todo lo que tiene fecha, de todos los espacios. El punto marca los días con algo.
ui-dates-on-day = { $n ->
    [0] Nada este día.
    [one] Una cosa este día. Enter la muestra.
   *[other] { $n } cosas este día. Enter las muestra.
}
ui-why-empty-day = Nada este día.
ui-cmd-go-dates = Ir a las fechas
ui-key-go-dates = fechas
error-dates-month = { $about } no es un mes. Escribirlo como 2027-04.
