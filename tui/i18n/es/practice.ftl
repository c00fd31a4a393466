# La red de práctica: lo que dice de sí misma, y lo inventado que hay en ella.

## Órdenes

cmd-practice = Abrir la red de práctica, con datos inventados; la crea si no está
arg-practice = Hacer la orden en la red de práctica
arg-practice-reset = Borrarla y empezar de nuevo
arg-practice-yes = No preguntar

error-practice = Es una red de práctica: nada de ella sale de este aparato, por eso aquí no se conecta. En la red de verdad esta orden sí lo hace.
error-practice-code-practice = Esa invitación es de una red de práctica: con ella no entra nadie. Pedir otra a quien esté en la red de verdad.
error-practice-full-too-long = La red de práctica ya tiene todas las personas que caben en ella.
error-practice-reset = Para empezar de nuevo sin que nadie conteste la pregunta hace falta --yes. No se borró nada.
error-practice-kept = No se borró nada.

practice-mark = PRÁCTICA · datos inventados
practice-words = Todo es inventado y nada sale de este aparato. Las colegas inventadas no contestan.
practice-made = La red de práctica está lista: todo en ella es inventado y nada sale de este aparato.
practice-open = La red de práctica está en este aparato.
practice-me = Yo (de práctica)
practice-folder = Carpeta: { $folder }
practice-how = Para dar órdenes en ella: asamblea --practice ORDEN. Para empezar de nuevo: asamblea practice --reset.
practice-making = Creando la red de práctica...
practice-invitation = Es de la red de práctica: con este código no entra nadie.
practice-ask = Se borra todo lo escrito en la red de práctica. ¿Empezar de nuevo? Escribir: { $word }
practice-word = borrar

## Pantalla

ui-error-practice = Es una red de práctica: nada de ella sale de este aparato, por eso aquí no se conecta.
ui-fault-practice-code = Es una invitación de una red de práctica: con ella no entra nadie. Pedir otra.
ui-practice-names = Red de práctica
ui-practice-names-words = Hay organizaciones y colegas inventadas que ya escribieron. No contestan después. Nada sale de este aparato, y siempre se puede empezar de nuevo.
ui-practice-names-note = Sirve cualquier nombre, también uno inventado.
ui-practice-passphrase-words = Como en la red de verdad: cierra lo que se escriba al practicar. Elegir una distinta de la de verdad. Si se olvida, se empieza de nuevo.
ui-practice-exists = Ya hay una red de práctica en este aparato.
ui-practice-open = Seguir practicando
ui-practice-open-hint = Con la contraseña que se eligió para ella.
ui-practice-again = Empezar de nuevo
ui-practice-again-hint = Borra para siempre todo lo escrito al practicar.
ui-ready-practice = La red de práctica está lista.
ui-ready-practice-words = En Inicio está lo que espera: mensajes, una votación, una reunión, un diagnóstico, un plan para firmar y una tarea vencida. La guía está en los documentos de la organización.
ui-practice-reset = Empezar la práctica de nuevo
ui-practice-reset-words = Se borra para siempre todo lo escrito en la red de práctica, y se crea otra.
ui-practice-reset-no = Seguir como está
ui-practice-reset-yes = Borrar y empezar de nuevo
ui-practice-forgotten = Es la red de práctica: sin la contraseña se puede empezar de nuevo con asamblea practice --reset.
ui-cmd-practice-reset = Empezar la práctica de nuevo
ui-key-practice-reset = práctica nueva
ui-why-no-practice = Esto es solo para la red de práctica; esta es de verdad.

## Quiénes

practice-network = Red de práctica
practice-office = Secretaría de ejemplo
practice-north = Organización de ejemplo Norte
practice-center = Organización de ejemplo Centro
practice-south = Organización de ejemplo Sur
practice-region-north = Subregión de ejemplo Norte
practice-region-center = Subregión de ejemplo Centro
practice-region-south = Subregión de ejemplo Sur
practice-sofia = Sofía (inventada)
practice-rosa = Rosa (inventada)
practice-ana = Ana (inventada)
practice-luz = Luz (inventada)

## Lo que escribieron

practice-thread-title = Ejemplo: ¿qué tema va primero este año?
practice-thread-1 = Compañeras, esto es un ejemplo inventado. Hay que elegir un tema para empezar el año: la ordenanza, los centros de salud o la formación de promotoras. ¿Qué piensa cada organización?
practice-thread-2 = En Centro empezaríamos por los centros de salud: es lo que más nos preguntan.
practice-thread-3 = En Sur, por la ordenanza. Falta saber qué dice Norte. ¿Puede contestar aquí?
practice-hello-title = Ejemplo: bienvenida a Norte
practice-hello-1 = Este es el espacio de nuestra organización, inventada: lo que se escribe aquí lo leen solo sus integrantes. ¿Quién puede encargarse de la lista de asistencia?
practice-guide-title = Guía para practicar
practice-guide-text =
    # Guía para practicar

    Todo aquí es inventado. Se puede probar cualquier cosa: nada sale de este aparato, y siempre se puede empezar de nuevo. Las colegas inventadas no contestan después.

    ## Qué probar

    - Contestar a Luz en la discusión de la red, y a Rosa en la de Norte.
    - Leer la agenda: hay una segunda edición, con un cambio.
    - Decir si se va a la reunión que está convocada.
    - Votar en las dos propuestas, y cerrar la de Norte.
    - Puntuar en el diagnóstico de este año.
    - Firmar el plan de Norte: la Secretaría ya firmó.
    - Marcar como hecha la tarea vencida.
    - Leer los comentarios del documento de la red y agregar uno.
    - Bloquear con Ctrl-L y volver a abrir con la contraseña.
    - Comparar las palabras de seguridad de Rosa: { $words }
practice-doc-title = Ejemplo: carta a la comisión
practice-doc-text =
    # Carta a la comisión

    Borrador inventado, para escribir entre todas.

    Pedimos una audiencia para explicar por qué la ordenanza se usa contra nosotras.

    Llevaremos los datos de la encuesta de ejemplo.
practice-doc-on-1 = Pedimos una audiencia
practice-comment-1 = ¿Decimos para cuándo?
practice-doc-on-2 = los datos de la encuesta
practice-comment-2 = Falta decir cuántas contestaron.
practice-agenda-title = Agenda de ejemplo
practice-item-meeting = Reunión de ejemplo de la red
practice-item-training = Taller de ejemplo para voceras
practice-item-deadline = Entrega de aportes de ejemplo
practice-place = Por llamada (ejemplo)
practice-place-new = Sede de ejemplo
practice-meeting-title = Reunión de ejemplo de la red
practice-meeting-minutes = Acta de la reunión de ejemplo
practice-point-1 = Qué tema va primero
practice-point-2 = Fecha del taller
practice-earlier-title = Reunión de ejemplo de Norte
practice-earlier-minutes = Acta de la reunión de ejemplo de Norte
practice-task = Armar la lista de asistencia del taller de ejemplo
practice-vote-title = Ejemplo: reunirse los jueves
practice-vote-text = Propuesta inventada: que Norte se reúna los jueves a la tarde.
practice-network-vote-title = Ejemplo: un boletín por mes
practice-network-vote-text = Propuesta inventada: que la red publique un boletín cada mes. Cada organización tiene un voto, que da una coordinadora.
practice-concern = De acuerdo, si alguien se ocupa de las traducciones.
practice-old-round-title = Diagnóstico de ejemplo del año pasado
practice-round-title = Diagnóstico de ejemplo de este año
practice-why = Es un ejemplo: así lo acordó el grupo.
practice-note = Nota inventada.
practice-responsible = Comisión de ejemplo
practice-held = Todo queda en este aparato.
practice-sent = Guardado aquí. De la práctica no sale nada.
