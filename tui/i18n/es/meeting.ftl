# Reuniones y tareas: órdenes, respuestas, convocatoria y acta.

cmd-meeting = Reuniones: convocar, orden del día, asistencia, acta, acuerdos
cmd-meeting-new = Convocar una reunión
cmd-meeting-change = Cambiar la convocatoria
cmd-meeting-cancel = Anular una reunión
cmd-meeting-item = Los puntos del orden del día
cmd-meeting-item-add = Agregar un punto
cmd-meeting-item-move = Mover un punto
cmd-meeting-item-done = Marcar un punto como tratado
cmd-meeting-item-withdraw = Retirar un punto
cmd-meeting-attend = Anotar asistencia, o dar poder a otra
cmd-meeting-minutes = Ver el acta que se escribe entre varias, o darle un texto nuevo
cmd-meeting-agree = Anotar un acuerdo numerado: es una tarea de quien lo tiene a cargo
cmd-meeting-close = Cerrar el acta: queda fija, con su huella
cmd-meeting-show = Ver una reunión
cmd-meeting-list = Ver las reuniones
cmd-meeting-export = Sacar la convocatoria o el acta como texto
cmd-task = Tareas: lo que cada una tiene a cargo
cmd-task-list = Ver las tareas
cmd-task-done = Marcar una tarea como hecha
cmd-task-note = Agregar una nota a una tarea

arg-meeting-new-kind = Tipo: ordinary (ordinaria), extraordinary (extraordinaria) o informative (informativa)
arg-meeting-new-modality = Modalidad: in_person (presencial), remote (a distancia), mixed (mixta) o in_writing (por escrito)
arg-meeting-new-quorum = Cuántas integrantes del espacio hacen falta; si no, más de la mitad
arg-meeting-new-second-call = Segunda llamada: hora del mismo día, o fecha y hora
arg-meeting-new-second-quorum = Cuántas alcanzan en segunda llamada; si no, las que estén
arg-meeting-new-organ = Órgano que se reúne; si no, el espacio
arg-meeting-new-points-until = Hasta cuándo se pueden proponer puntos
arg-meeting-change-kind = Tipo: ordinary (ordinaria), extraordinary (extraordinaria) o informative (informativa)
arg-meeting-change-modality = Modalidad: in_person (presencial), remote (a distancia), mixed (mixta) o in_writing (por escrito)
arg-meeting-change-quorum = Cuántas integrantes del espacio hacen falta
arg-meeting-change-second-call = Segunda llamada: hora del mismo día, o fecha y hora
arg-meeting-change-second-quorum = Cuántas alcanzan en segunda llamada
arg-meeting-change-organ = Órgano que se reúne
arg-meeting-change-points-until = Hasta cuándo se pueden proponer puntos
arg-meeting-item-add-kind = Para qué: report (informe), debate, decision (decisión), election (elección) u other (varios)
arg-meeting-item-add-presenter = Quién lo presenta: código, nombre o texto
arg-meeting-item-add-to = En qué lugar, desde 1; si no, al final
arg-meeting-item-move-item = Punto: su número, código o título
arg-meeting-item-move-to = A qué lugar, desde 1
arg-meeting-item-done-item = Punto: su número, código o título
arg-meeting-item-done-undo = Volver a abrirlo
arg-meeting-item-withdraw-item = Punto: su número, código o título
arg-meeting-attend-standing = Como delegate (delegada), alternate (suplente), guest (invitada) u observer (observadora)
arg-meeting-attend-proxy = Da poder a otra integrante del espacio, que está en la reunión
arg-meeting-attend-who = De quién se anota: código, nombre o texto; si no, yo
arg-meeting-attend-absent = No está
arg-meeting-attend-excused = No está, y avisó
arg-meeting-agree-text = Lo que se acordó
arg-meeting-agree-who = Quién lo tiene a cargo: código, nombre o texto
arg-meeting-agree-due = Último día, por ejemplo 2026-12-31
arg-meeting-agree-item = Punto en que se acordó: su número, código o título
arg-meeting-agree-decided = Cómo: consensus (consenso), vote (votación) o mandate (mandato)
arg-meeting-agree-votes = Votos a favor, en contra y abstenciones, por ejemplo 8,1,2
arg-meeting-agree-revokes = Número del acuerdo anterior que deja sin efecto
arg-meeting-close-chair = Quién presidió
arg-meeting-close-secretary = Quién llevó el acta
arg-meeting-export-what = Qué: call (convocatoria) o minutes (acta); si no, el acta cuando está cerrada
arg-meeting-export-format = Formato: md, html, csv (acuerdos) o ics (fecha)
arg-task-list-mine = Solo las mías y las de mi organización
arg-task-list-overdue = Solo las vencidas
arg-task-done-undo = Volver a abrirla

label-meeting-starts = Comienza
label-meeting-place = Lugar
label-meeting-organ = Órgano
label-meeting-modality = Modalidad
label-meeting-called-by = Convoca
label-meeting-minutes = Acta en curso
label-meeting-hash = Huella del acta

error-meeting-date = { $about } no es una fecha. Escribirla como 2026-12-31.
error-meeting-votes = { $about } no son votos. Escribir tres números: a favor, en contra, abstenciones, como 8,1,2.
error-meeting-closed-not-permitted = La reunión ya está cerrada y su acta no cambia. Lo que falte va en otra reunión.
error-meeting-cancelled-not-permitted = La reunión está anulada. Convocar otra.
error-meeting-caller-not-permitted = Solo quien convocó la reunión o una administradora de su espacio la cambia, la anula o la cierra.
ui-error-meeting-other-minutes-no-effect = El acta que vale es otra. Leerla y aprobar esa.
error-meeting-proxies-not-permitted = Ya lleva dos poderes, y nadie lleva más. Dar el poder a otra.
error-meeting-proxy-not-permitted = El poder va de una integrante del espacio a otra distinta. Quien lo lleva está en la reunión.
error-meeting-changed-no-effect = Alguien cambió algo mientras se escribía el acta. Mirarla y cerrar otra vez.
error-meeting-revoked-no-effect = Un acuerdo posterior lo dejó sin efecto: ya no es tarea de nadie.
error-meeting-second-usage = La segunda llamada quedaría antes del comienzo. Decir otra hora con --second-call (asamblea meeting change).
error-meeting-ends-usage = La reunión terminaría antes de empezar. Decir otro fin con --ends (asamblea meeting change).
ui-error-meeting-second-usage = La segunda llamada quedaría antes del comienzo. Poner otra hora.
ui-error-meeting-ends-usage = La reunión terminaría antes de empezar. Poner otro fin.

aside-kind-meeting = convocatoria de una reunión
aside-kind-point = punto de una reunión
aside-kind-attendance = asistencia a una reunión
aside-kind-minutes = comienzo de un acta
aside-kind-agreement = acuerdo de una reunión
aside-kind-closing = cierre de un acta
aside-kind-task = palabra sobre una tarea

meeting-none = Todavía no hay reuniones.
meeting-no-points = Todavía sin puntos.
meeting-points = { $n ->
    [one] 1 punto
   *[other] { $n } puntos
}
meeting-agreements = { $n ->
    [one] 1 acuerdo
   *[other] { $n } acuerdos
}
meeting-later = DESPUÉS DEL CIERRE
meeting-new = NUEVA
search-kind-meeting = reunión
search-kind-agreement = acuerdo
search-kind-minutes = acta
search-kind-note = nota de una tarea
meeting-agreed = Acuerdo anotado
meeting-closed = Acta cerrada
meeting-closed-why = Quien tenga el texto puede comprobar la huella: es su BLAKE3.
meeting-closed-twice = Otra persona cerró a la vez sin saberlo. Vale la primera; la otra queda a la vista:

meeting-type-ordinary = ordinaria
meeting-type-extraordinary = extraordinaria
meeting-type-informative = informativa
meeting-state-called = convocada
meeting-state-closed = cerrada
meeting-state-cancelled = ANULADA
meeting-modality-unsaid = sin decir
meeting-modality-in-person = presencial
meeting-modality-remote = a distancia
meeting-modality-mixed = mixta
meeting-modality-in-writing = por escrito
meeting-point-report = informe
meeting-point-debate = debate
meeting-point-decision = decisión
meeting-point-election = elección
meeting-point-other = varios
meeting-point-state-open = pendiente
meeting-point-state-done = tratado
meeting-point-state-withdrawn = RETIRADO
meeting-minutes-planned = { $n ->
    [one] 1 minuto
   *[other] { $n } minutos
}
meeting-presence-present = presente
meeting-presence-proxy = por poder
meeting-presence-excused = excusada
meeting-presence-absent = ausente
meeting-presence-unsaid = sin anotar
meeting-as-delegate = delegada
meeting-as-alternate = suplente
meeting-as-guest = invitada
meeting-as-observer = observadora
meeting-proxy-uncounted = no cuenta
meeting-speaks-for = { $who } por { $to }
meeting-decided-consensus = por consenso
meeting-decided-vote = por votación
meeting-decided-mandate = por mandato
meeting-votes = a favor { $yes }, en contra { $no }, abstenciones { $abstain }
meeting-who = a cargo de { $who }
meeting-due = hasta el { $due }
meeting-revokes = deja sin efecto { $number }
meeting-task-open = en curso
meeting-task-done = hecha
meeting-task-overdue = VENCIDA
meeting-task-revoked = sin efecto

meeting-present = { $counts ->
    [orgs] { $present } de { $of } organizaciones presentes
    [people] { $present } de { $of } personas presentes
   *[other] { $present } de { $of } integrantes presentes
}
meeting-by-proxy = { $n } por poder
meeting-quorum-met = hay quórum (hacen falta { $need })
meeting-quorum-second-met = hay quórum en segunda llamada (alcanza con { $need })
meeting-quorum-missing = { $n ->
    [one] falta 1 para el quórum de { $need }
   *[other] faltan { $n } para el quórum de { $need }
}
meeting-quorum-second-at = Segunda llamada: { $at }, con { $need }.
meeting-rule = { $counts ->
    [orgs] { $need } de { $of } organizaciones
    [people] { $need } de { $of } personas
   *[other] { $need } de { $of } integrantes
}

call-title = Convocatoria a reunión { $type } de { $body }
call-when = Fecha y hora
call-format = Modalidad
call-quorum = Quórum
call-second = si no se alcanza, segunda llamada: { $at }, con { $need }
call-points = Orden del día
call-until = Pueden proponerse puntos hasta { $until }.
call-confirm = Confirmar asistencia o dar poder antes de la reunión.
call-by = Convoca: { $who }

minutes-title = Acta: { $title }
minutes-body = Órgano
minutes-type = Tipo de reunión
minutes-format = Lugar o modalidad
minutes-start = Comienzo
minutes-present = Presentes
minutes-people = Personas
minutes-proxies = Por poder
minutes-excused = Excusadas
minutes-absent = Ausentes
minutes-earlier = Acuerdos anteriores
meeting-earlier-done = Hechos
meeting-earlier-open = En curso
meeting-earlier-overdue = Vencidos
meeting-earlier-revoked = Sin efecto
minutes-more = { $n } más, en actas anteriores
minutes-point = Punto { $n }: { $title }
minutes-written = Desarrollo
minutes-nothing = No se escribió nada.
minutes-agreements = Acuerdos
minutes-agreed-above = Están en sus puntos.
minutes-none = No hubo.
minutes-agreement = Acuerdo { $number }
minutes-close = Cierre
minutes-end = Hora de cierre
minutes-chair = Preside
minutes-secretary = Secretaria de actas

task-none = No hay tareas.
task-mine = MÍA

# La pantalla.

ui-meetings = Reuniones
ui-meetings-empty = Todavía no hay reuniones. Convocar una con c.
ui-meeting-attendance = Asistencia
ui-meeting-papers = Papeles
ui-meeting-document = Acta que se escribe entre varias
ui-meeting-closed-too = Otro cierre, a la vez: no vale
ui-meeting-hash = Huella: { $hash }
ui-meeting-noted = { $who }: { $presence }. Lo anotó { $by }.
ui-meeting-not-noted = Nadie anotó nada.

ui-cmd-meeting-new = Convocar una reunión
ui-key-meeting-new = convocar
ui-cmd-meeting-point = Agregar un punto al orden del día
ui-key-meeting-point = punto
ui-cmd-meeting-attend = Anotar asistencia o un poder
ui-key-meeting-attend = presencia
ui-cmd-meeting-agree = Anotar un acuerdo
ui-key-meeting-agree = acuerdo
ui-cmd-meeting-close = Cerrar el acta
ui-key-meeting-close = cerrar acta
ui-cmd-go-meetings = Ir a las reuniones
ui-key-go-meetings = reuniones

ui-why-no-meeting = No hay ninguna reunión en foco.
ui-why-meeting-closed = La reunión está cerrada: su acta no cambia.
ui-why-meeting-cancelled = La reunión está anulada.
ui-why-not-caller = Lo hace quien convocó la reunión o una administradora de su espacio.

ui-meeting-call = Convocar en { $space }
ui-meeting-call-words = Quórum vacío: más de la mitad. Segunda llamada vacía: no hay.
ui-meeting-quorum = Quórum
ui-meeting-second = Segunda llamada (hora)
ui-meeting-second-quorum = Quórum de la segunda (vacío: quien esté)
ui-meeting-ordinary = Convocar ordinaria
ui-meeting-extraordinary = Convocar extraordinaria
ui-meeting-point = Punto nuevo
ui-meeting-point-words = Queda al final; se mueve con meeting item move.
ui-meeting-presenter = Quién presenta
ui-meeting-minutes = Minutos
ui-meeting-attend = Asistencia
ui-meeting-attend-words = Quién vacío: yo. Para un poder, decir quién la representa.
ui-meeting-who = Quién
ui-meeting-proxy = La representa
ui-meeting-present = Está presente
ui-meeting-excused = No está, y avisó
ui-meeting-absent = No está
ui-meeting-by-proxy = Da poder
ui-meeting-agree = Acuerdo
ui-meeting-agree-words = Queda numerado. Con responsable o plazo es una tarea.
ui-meeting-agreed = Qué se acordó
ui-meeting-charge = A cargo de
ui-meeting-due = Hasta (2026-12-31)
ui-meeting-under = Punto
ui-meeting-votes = Votos (8,1,2)
ui-meeting-close = Cerrar el acta
ui-meeting-close-words = Se escribe el acta con lo que este aparato sabe, y no cambia más. Lo que otras anotaron sin conexión queda fuera.
ui-meeting-chair = Preside
ui-meeting-secretary = Secretaria de actas
ui-meeting-close-no = No cerrar todavía
ui-meeting-close-yes = Cerrar el acta

ui-point-done = Marcar como tratado
ui-point-open = Volver a abrir
ui-point-withdraw = Retirar
ui-task-done = Marcar como hecha
ui-task-open = Volver a abrir
ui-task-meeting = Ir a la reunión
ui-task-plan = Ir al plan
ui-task-activity = Actividad de un plan

ui-fault-votes = Tres números: a favor, en contra, abstenciones, como 8,1,2.
ui-fault-from-one = Un número, desde 1.
ui-fault-proxy = Decir quién la representa.

ui-done-call = Convocada. Agregar puntos con o.
ui-done-point = Guardado.
ui-done-attend = Anotado.
ui-done-agreement = Acuerdo anotado.
ui-done-meeting-closed = Acta cerrada. Su huella está abajo, en Papeles.
ui-done-task = Tarea guardada.

ui-home-duties = Mis tareas, de acuerdos y de planes
text-task-how = Con su número en lugar de N: task done #N cuando está hecha, task note #N --body "..." para decir algo.
ui-home-duties-more = { $n ->
    [one] Falta una más: en Tareas, 7
   *[other] Faltan { $n } más: en Tareas, 7
}

arg-meeting-export-full = En el calendario, también el título y el lugar
head-number = Número
head-agreement = Acuerdo
head-task = Tarea
head-from = De
head-votes-for = A favor
head-votes-against = En contra
head-abstained = Abstenciones

minutes-numbered = Acta { $number }: { $title }
minutes-proposal = Propuesta «{ $title }»:
minutes-as-closed = Así quedaría el acta si se cerrara ahora:
ui-meeting-proposal = Propuesta que se decide (título o código)
arg-meeting-item-add-proposal = Propuesta del mismo espacio que se decide en este punto: código o título
error-meeting-proposal-usage = Esa propuesta está en otro espacio. Un punto trata propuestas del espacio de su reunión.

ui-meeting-change = Cambiar la convocatoria
ui-meeting-change-words = Lo que queda vacío queda como estaba. Quien la lee ve el cambio, y su calendario se corrige al exportarlo otra vez.
ui-meeting-cancel = ¿Anular esta reunión?
ui-meeting-cancel-words = Queda a la vista, anulada, con sus puntos. No se puede volver a abrir: se convoca otra.
ui-meeting-cancel-yes = Anular la reunión
ui-cmd-meeting-change = Cambiar la convocatoria de la reunión
ui-key-meeting-change = cambiar
ui-cmd-meeting-cancel = Anular la reunión
ui-key-meeting-cancel = anular
ui-done-meeting-change = Cambiada la convocatoria.
ui-done-meeting-cancel = Reunión anulada.

ui-tasks = Tareas
ui-tasks-mine = Mías
ui-tasks-others = De otras
ui-tasks-over = Hechas o sin efecto
ui-tasks-empty = Todavía no hay tareas. Salen de los acuerdos de reuniones y de las actividades de planes.
ui-task-is-who = A cargo
ui-task-is-due = Último día
ui-task-is-state = Estado
ui-task-is-percent = Avance
ui-task-is-from = Viene de
ui-task-is-org = Organización
ui-task-is-given = Desde
ui-task-is-by = Lo último lo anotó
ui-task-nobody = nadie todavía
ui-task-no-day = sin fecha
ui-task-notes = Notas
ui-task-no-notes = Todavía no hay notas. Agregar una con o.
ui-task-page = Ver la tarea entera
ui-task-note = Agregar una nota
ui-task-note-field = Nota
ui-task-charge = Quién y hasta cuándo
ui-why-no-task = No hay ninguna tarea en foco.
ui-why-task-revoked = Un acuerdo posterior la dejó sin efecto.
ui-why-task-theirs = Es del plan de otra organización: lo anota ella.
ui-why-task-agreed = Un acuerdo queda como se anotó. Para cambiar quién o hasta cuándo, anotar en una reunión otro que lo deje sin efecto.
ui-done-task-note = Nota guardada.
ui-cmd-go-tasks = Ir a las tareas
ui-key-go-tasks = tareas
ui-cmd-task-note = Agregar una nota a la tarea
ui-key-task-note = nota
ui-cmd-task-done = Marcar la tarea como hecha, o volver a abrirla
ui-key-task-done = hecha
ui-cmd-task-charge = Cambiar quién hace la tarea y hasta cuándo
ui-key-task-charge = quién y cuándo

cmd-meeting-approve = Aprobar el acta de una reunión en que se estuvo presente
arg-meeting-approve-hash = Huella del acta que se leyó; si no, la que vale
aside-kind-minutes-approval = aprobación de un acta
meeting-approval-state-proposed = acta propuesta
meeting-approval-state-approved = acta aprobada
meeting-to-approve = POR APROBAR
meeting-approval-proposed = Acta propuesta: la aprobaron { $n } de { $of } presentes, hacen falta { $need }.
meeting-approval-approved = Acta aprobada por { $n } de { $of } presentes.
meeting-approved-by = La aprobaron: { $names }.
meeting-approval-missing = Falta: { $names }.
minutes-approval = Aprobación del acta
error-meeting-open-not-permitted = El acta todavía no está cerrada. Se aprueba después de cerrarla.
error-meeting-not-present-not-permitted = El acta la aprueban quienes estuvieron presentes, cada una o por su organización.
error-meeting-other-minutes-no-effect = El acta que vale es otra. Leerla con meeting show y aprobar esa.
error-meeting-approved-no-effect = Esta acta ya está aprobada en ese nombre.
ui-cmd-meeting-approve = Aprobar el acta
ui-key-meeting-approve = aprobar
ui-meeting-approve = ¿Aprobar esta acta?
ui-meeting-approve-words = La aprueba quien estuvo presente y ve que dice lo que pasó. No se puede quitar. Vale para este texto y ningún otro.
ui-meeting-approve-yes = Aprobar el acta
ui-done-meeting-approve = Acta aprobada en mi nombre.
ui-why-minutes-open = El acta todavía no está cerrada.
ui-why-not-to-approve = Esta acta no espera mi aprobación.
ui-home-approve = Actas por aprobar

cmd-meeting-rsvp = Confirmar que se va a una reunión convocada, o avisar que no
arg-meeting-rsvp-comes = yes (sí) o no
arg-meeting-rsvp-note = Con qué aviso: quién va, por qué no
aside-kind-answer-to-call = respuesta a una convocatoria
meeting-to-answer = POR CONTESTAR
meeting-answers = Van { $coming }, no van { $declined }, sin respuesta { $silent }
meeting-answer-yes = va
meeting-answer-no = no va
error-meeting-not-asked-not-permitted = Contesta cada integrante del espacio: una persona por ella, una coordinadora por su organización.
ui-cmd-meeting-rsvp = Confirmar que se va, o avisar que no
ui-key-meeting-rsvp = confirmar
ui-meeting-rsvp = ¿Ir a esta reunión?
ui-meeting-rsvp-words = Lo ven quienes leen el espacio. Vale lo último que se dijo; no da poder ni cuenta para el quórum.
ui-meeting-rsvp-mine = Se dijo en mi nombre: { $said }.
ui-meeting-rsvp-said = Antes de la reunión: { $said }. Lo dijo { $by }.
ui-meeting-rsvp-note = Aviso
ui-meeting-rsvp-yes = Confirmar que se va
ui-meeting-rsvp-no = Avisar que no se va
ui-done-meeting-rsvp = Respuesta guardada.
ui-why-not-asked = Contesta una coordinadora de la organización.
ui-home-rsvp = Reuniones por contestar
