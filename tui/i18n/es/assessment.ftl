# Diagnósticos de capacidades y planes de fortalecimiento.

cmd-assessment = Diagnóstico de capacidades: puntuar a solas, acordar juntas, compartir lo que se elija
cmd-assessment-instruments = Ver los instrumentos, o revisar uno propio
cmd-assessment-start = Convocar una ronda a las organizaciones de un espacio
cmd-assessment-score = Puntuar un ítem: solo las coordinadoras de mi organización pueden abrirlo
cmd-assessment-pool = Abrir los puntajes y reunirlos sin nombres (coordinadoras)
cmd-assessment-agree = Acordar el puntaje de un ítem, con su razón (coordinadoras)
cmd-assessment-priority = Fijar la prioridad de un ítem (coordinadoras)
cmd-assessment-approve = Aprobar lo acordado en nombre de la organización (coordinadoras)
cmd-assessment-share = Compartir con la red lo que diga el nivel, y nada más (coordinadoras)
cmd-assessment-compare = Comparar organizaciones y áreas, según lo que compartieron
cmd-assessment-plan = Preparar el borrador del plan de fortalecimiento (coordinadoras)
cmd-assessment-list = Ver las rondas
cmd-assessment-show = Ver una ronda: lo que se pregunta y lo que puedo ver
cmd-assessment-export = Sacar en papel lo acordado y lo compartido
cmd-plan = Planes de fortalecimiento
cmd-plan-list = Ver los planes
cmd-plan-show = Ver un plan
cmd-plan-add = Agregar una actividad (coordinadoras)
cmd-plan-change = Cambiar una actividad (coordinadoras)
cmd-plan-cancel = Dejar de lado una actividad (coordinadoras)
cmd-plan-progress = Decir cuánto avanzó una actividad
cmd-plan-sign = Firmar el plan como está: lo leerán las organizaciones de la ronda
cmd-plan-needs = Quién necesita y quién puede ofrecer, según lo compartido
cmd-plan-export = Sacar un plan en papel o para un calendario

arg-assessment-score-id = La ronda: código o título
arg-assessment-pool-id = La ronda: código o título
arg-assessment-agree-id = La ronda: código o título
arg-assessment-priority-id = La ronda: código o título
arg-assessment-approve-id = La ronda: código o título
arg-assessment-share-id = La ronda: código o título
arg-assessment-compare-id = La ronda: código o título
arg-assessment-plan-id = La ronda: código o título
arg-assessment-show-id = La ronda: código o título
arg-assessment-export-id = La ronda: código o título
arg-plan-show-id = El plan: código o título
arg-plan-add-id = El plan: código o título
arg-plan-sign-id = El plan: código o título
arg-plan-export-id = El plan: código o título
arg-check = Archivo de un instrumento propio, para revisarlo
arg-print = Escribir el archivo del instrumento de este código
arg-instrument = Código de un instrumento, por ejemplo CAP-RED-1, o archivo de uno propio
arg-assessment-start-closes = Hasta cuándo se puntúa, por ejemplo 7d o "2026-12-01 16:00"
arg-item = Código del ítem, por ejemplo GOB1
arg-score = 1 a 4, NS (no sabemos) o NA (no aplica)
arg-note = Nota
arg-why = Por qué
arg-evidence = Qué lo muestra
arg-dissent = Qué dicen las que lo ven de otro modo; no sale de la organización
arg-urgency = Urgencia, de 1 a 3
arg-importance = Importancia, de 1 a 3
arg-feasibility = Si se puede hacer, de 1 a 3
arg-level = full (todo lo acordado), areas (promedios de las áreas) o plan (solo el plan)
arg-assessment-export-format = Formato: md, html o csv
arg-plan-export-format = Formato: md, html, csv o ics
arg-activity-id = Código de la actividad
arg-objective = Qué se quiere lograr
arg-activity = Qué se hace para lograrlo
arg-plan-add-who = Quién responde por ella
arg-plan-change-who = Quién responde por ella
arg-due = Para cuándo, por ejemplo 2027-03-01 o 90d
arg-support = A qué organización se le pide apoyo
arg-budget = Cuánto cuesta, en moneda propia
arg-indicator = Cómo se verá que se logró
arg-area = Código del área
arg-subregion = Solo los de una subregión: su nombre, o el código de un país
arg-percent = De 0 a 100

error-instrument = El instrumento { $about } tiene errores: corregir las líneas de arriba y repetir.
error-no-instrument = No viene ningún instrumento { $about }. Ver cuáles hay con: asamblea assessment instruments.
error-assessment-score-usage = Un puntaje es 1, 2, 3, 4, NS (no sabemos) o NA (no aplica).
error-assessment-why-usage = Un puntaje acordado lleva su razón: decirla con --why.
error-assessment-weight-usage = Urgencia, importancia y factibilidad van de 1 a 3.
error-assessment-level-usage = El nivel es full, areas o plan.
error-assessment-instrument-usage = El instrumento no sirve: es muy largo, o repite un código. Revisarlo con: asamblea assessment instruments --check.
error-assessment-agreed-no-effect = La organización ya acordó puntajes en esta ronda: no se puntúa ni se reúne más. Cambiar lo acordado con: asamblea assessment agree.
error-assessment-nothing-no-effect = Todavía no hay nada acordado. Acordar puntajes con: asamblea assessment agree.
error-assessment-split-no-effect = Hay un ítem con dos valores dichos a la vez. Acordarlo de nuevo con: asamblea assessment agree, o priority.
error-assessment-plan-no-effect = El plan tiene actividades sin responsable o sin fecha. Completarlas con: asamblea plan change.
error-assessment-approve-not-permitted = La organización no aprobó lo acordado como está ahora. Aprobarlo con: asamblea assessment approve.
error-plan-full-usage = El plan tiene el máximo de actividades. Dejar de lado alguna no basta: hacer otro plan en otra ronda.
error-plan-split-no-effect = El plan tiene una actividad con dos versiones dichas a la vez. Elegir una con: asamblea plan change.
error-plan-lacks-no-effect = Hay actividades sin responsable o sin fecha. Completarlas con: asamblea plan change.

instrument-fault-line = línea { $line }: { $what }
instrument-fault-large = el archivo es demasiado largo
instrument-fault-syntax = no es TOML: { $about }
instrument-fault-table = aquí va una tabla
instrument-fault-unknown = nadie conoce el campo { $about }
instrument-fault-missing = falta el campo { $about }
instrument-fault-text = aquí va un texto entre comillas
instrument-fault-long = es más largo que { $about } bytes
instrument-fault-empty = está vacío
instrument-fault-code = el código { $about } lleva otra cosa que letras, números y guiones
instrument-fault-twice = el código { $about } está dos veces
instrument-fault-languages = aquí va un texto por idioma, de 1 a 8, por ejemplo es = "..."
instrument-fault-list = aquí va una lista con algo adentro
instrument-fault-version = la versión es un número desde 1
instrument-fault-many = hay más de { $about }
instrument-fault-yes-no = aquí va true o false

label-scoring-until = Hasta
label-shared = Compartido
label-plan = Plan
label-my-score = Mi puntaje
label-agreed = Acordado
label-beside = Dicho a la vez, sin efecto
label-evidence = Lo muestra
label-dissent = Otra mirada
label-next-due = Próximo plazo
label-next-review = Seguimiento
label-needs = Necesitan
label-offers = Pueden ofrecer
head-item = Ítem
head-statement = Qué se pregunta
head-spread = De - a
head-why = Por qué
head-priority = Prioridad
head-org = Organización
head-area = Área
head-objective = Objetivo
head-activity = Actividad
head-who = Responsable
head-due = Para
head-percent = %
head-state = Estado
head-support = Apoyo de
head-budget = Costo
head-indicator = Indicador
head-note = Nota

assessment-none = Todavía no hay diagnósticos.
assessment-items = { $n ->
    [one] 1 ítem
   *[other] { $n } ítems
}
assessment-scored = puntué { $n } de { $of }
assessment-state-scoring = puntaje individual
assessment-state-pooled = puesta en común
assessment-state-agreeing = acordando
assessment-state-priorities = prioridades
assessment-state-approved = aprobado
assessment-state-shared = compartido
assessment-level-full = todo lo acordado
assessment-level-areas = promedios de áreas
assessment-level-plan = solo el plan
assessment-orgs = Cómo van las organizaciones (el estado, no lo que encontraron):
assessment-optional = (opcional)
assessment-priority = Prioridad { $rank } de 27: urgencia { $urgency }, importancia { $importance }, factibilidad { $feasibility }
assessment-spread = { $n ->
    [0] nadie dio un nivel; no saben { $unknown }, no aplica { $away }
    [one] 1 puntaje: { $min }; no saben { $unknown }, no aplica { $away }
   *[other] { $n } puntajes: de { $min } a { $max }; no saben { $unknown }, no aplica { $away }
}
assessment-apart = muy distintos: conversarlo
assessment-unopened = { $n ->
    [one] 1 puntaje no se abre aquí: se dio antes de que coordinaras. Pedir a otra coordinadora que los reúna.
   *[other] { $n } puntajes no se abren aquí: se dieron antes de que coordinaras. Pedir a otra coordinadora que los reúna.
}
assessment-shared = Desde ahora leen las organizaciones de la ronda: { $level } (áreas: { $areas }, ítems: { $items }).
assessment-together = Todas juntas
assessment-nothing-shared = no compartió
assessment-split = dos cosas compartidas a la vez: compartir de nuevo
assessment-too-few = No se dice nada de todas juntas: lo compartieron menos de 3 organizaciones.
assessment-agreed-scores = Lo acordado
assessment-heat = Organizaciones y áreas

plan-none = Todavía no hay planes.
plan-done = { $n } de { $of } hechas
plan-late = { $n ->
    [one] 1 atrasada
   *[other] { $n } atrasadas
}
plan-unsigned = sin firmas
plan-asks = Faltan firmas de esta versión: la organización y la Secretaría firman la misma. Firmar con: asamblea plan sign.
plan-asks-again = El plan cambió después de firmarse: esta versión pide las dos firmas de nuevo. Firmar con: asamblea plan sign.
plan-stale = Las demás leen todavía la versión { $version } ({ $at }), anterior a los últimos cambios. Para que lean esta: asamblea plan sign, o compartir de nuevo el plan con asamblea assessment share --level plan.
plan-stale-short = cambió después de publicarse
plan-stale-network = Cambió después de publicarse: lo publicado es la versión { $version } ({ $at }). Esta la publica la Secretaría con: asamblea plan sign.
plan-split = Una actividad tiene dos versiones dichas a la vez: no se puede firmar. Elegir una con: asamblea plan change.
plan-two-values = dos valores a la vez
plan-review = Seguimiento a los { $days } días
plan-state-pending = pendiente
plan-state-under-way = en curso
plan-state-done = hecha
plan-state-late = atrasada
plan-state-cancelled = cancelada
plan-signer-org = la organización
plan-signer-secretariat = la Secretaría
plan-signed = Firmado
plan-signed-already = Esta versión ya estaba firmada.
plan-no-needs = Nadie compartió todavía qué necesita ni qué puede ofrecer.
plan-calendar-due = Plazo

aside-kind-round = ronda de diagnóstico
aside-kind-score = puntaje
aside-kind-agreed = puntaje acordado
aside-kind-priority = prioridad
aside-kind-approval = aprobación
aside-kind-shared = lo compartido de un diagnóstico
aside-kind-plan = plan
aside-kind-activity = actividad de un plan
aside-kind-progress = avance de una actividad
aside-kind-plan-version = versión de un plan
aside-kind-signature = firma de un plan

search-kind-assessment = diagnóstico
search-kind-agreed = por qué se acordó un puntaje
search-kind-attachment = archivo
search-kind-plan = plan
search-kind-activity = actividad
