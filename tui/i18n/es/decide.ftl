## Propuestas y votos

cmd-proposal = Propuestas y votos
cmd-proposal-new = Proponer algo y abrir la votación
cmd-proposal-open = Abrir la votación de lo que está en consulta
cmd-proposal-vote = Votar; se puede cambiar hasta el cierre
cmd-proposal-delegate = Dejar que otra lleve el voto
cmd-proposal-amend = Proponer otro texto
cmd-proposal-amendment = Responder a una enmienda
cmd-proposal-amendment-accept = Aceptar una enmienda: su texto pasa a valer
cmd-proposal-amendment-reject = Rechazar una enmienda
cmd-proposal-object = Objetar con razones una propuesta por consentimiento
cmd-proposal-withdraw = Retirar la propuesta propia
cmd-proposal-close = Cerrar la votación
cmd-proposal-show = Ver una propuesta, su regla y cómo va
cmd-proposal-list = Ver las propuestas
cmd-proposal-export = Guardar una propuesta con su resultado; json permite volver a contar

arg-proposal-new-body = Texto; - lo lee de la entrada. Con --option o --from puede faltar
arg-method = Cómo se decide: consent (consentimiento), majority (mayoría), two-thirds (dos tercios), sense (sondeo), approval (aprobación), dots (puntos), date (fecha) o election (elección)
arg-count = Quién tiene un voto: orgs (organizaciones) o people (personas)
arg-quorum = Cuántas tienen que votar para que valga
arg-closes = Cuándo cierra, por ejemplo "2026-12-01 16:00"; solo la fecha: hasta que termine ese día en todas partes
arg-second-call = Cuándo cierra la segunda llamada, si en la primera faltó quórum
arg-second-quorum = Quórum de la segunda llamada; sin ello, la mitad
arg-option = Una opción; se repite
arg-secret = No mostrar a nadie quién votó qué
arg-carries = Cuántos votos de otras puede llevar cada una
arg-proposal-new-from = De qué discusión, documento o propuesta sale
arg-preview = Mostrar qué significa la regla, en números, sin proponer nada
arg-consult = Ponerla primero en consulta: enmiendas, y ningún voto hasta abrir
arg-proposal-open-closes = Cuándo cierra; sin ello, como se propuso
arg-choice = yes, no, abstain; en consentimiento agree, concern, abstain, object; números de opciones; con puntos OPCIÓN=N
arg-reason = Por qué
arg-as-org = Votar por la organización
arg-basis = En qué se apoya el voto de la organización: assembly (asamblea), board (comisión directiva), consultation (consulta a integrantes), mandate (mandato) o judgement (criterio de quien coordina)
arg-proposal-delegate-who = Quién lleva el voto
arg-revoke = Dejar de delegar
arg-proposal-amend-from = Archivo con el texto; - lee la entrada
arg-harm = Qué daño concreto causa
arg-change = Qué cambio lo resolvería
arg-statement = Qué se hace ahora, en palabras
arg-proposal-export-format = Formato: md, html, csv o json (para volver a contar)

proposal-none = Todavía no hay propuestas.
proposal-voted = votaron { $voted } de { $of }
proposal-late = { $n ->
    [one] Un voto llegó tarde y no cuenta.
   *[other] { $n } votos llegaron tarde y no cuentan.
}
proposal-left-out = Quien cerró ({ $who }) dejó fuera un voto suyo que ya tenía.
proposal-closed-twice = Se cerró más de una vez, sin que una supiera de la otra. Cuenta lo que conocía cualquiera de las dos.
proposal-state-consultation = en consulta
proposal-state-open = votación abierta
proposal-state-objection = integrar objeción
proposal-state-second-call = segunda llamada
proposal-state-closed = cerrada
proposal-state-withdrawn = retirada
proposal-outcome-adopted = aprobada
proposal-outcome-rejected = no aprobada
proposal-outcome-no-quorum = sin quórum
proposal-outcome-sensed = sondeo terminado
proposal-outcome-chosen = elegida
proposal-outcome-tie = empate
proposal-mine-none = falta votar
proposal-mine-voted = votado
proposal-mine-delegated = delegado
proposal-mine-clash = confirmar el voto
proposal-mine-outdated = votar otra vez: cambió el texto
proposal-mine-spoiled = votar otra vez: el voto no vale

rule-consent = Se aprueba si nadie objeta con razones y quienes están de acuerdo, con reparo o sin él, son más que quienes no.
rule-majority = Se aprueba si hay más síes que noes, sin contar abstenciones.
rule-two-thirds = Se aprueba si dos de cada tres dicen sí, sin contar abstenciones.
rule-sense = Es un sondeo: muestra qué se piensa y no obliga a nadie.
rule-approval = Cada voto marca las opciones que quiera. Gana la más marcada.
rule-dots = Cada voto reparte hasta 10 puntos. Gana la opción con más.
rule-date = Cada voto marca las fechas que puede. Gana la más marcada.
rule-election = Cada voto elige una. Gana la más votada; un empate no elige a nadie.
rule-quorum-orgs = Una organización, un voto: vota quien coordina. { $quorum ->
    [one] Tiene que votar por lo menos una de { $of }.
   *[other] Tienen que votar { $quorum } de { $of }.
}
rule-quorum-people = Una persona, un voto. { $quorum ->
    [one] Tiene que votar por lo menos una de { $of }.
   *[other] Tienen que votar { $quorum } de { $of }.
}
rule-quorum-orgs-at-opening = Una organización, un voto: vota quien coordina. { $n ->
    [one] Tiene que votar por lo menos una.
   *[other] Tienen que votar por lo menos { $n }.
}
rule-quorum-people-at-opening = Una persona, un voto. { $n ->
    [one] Tiene que votar por lo menos una.
   *[other] Tienen que votar por lo menos { $n }.
}
rule-roll-at-opening = Quiénes votan se fija al abrir la votación.
rule-roll-today = { $n ->
    [one] Si se abriera hoy, podría votar 1.
   *[other] Si se abriera hoy, podrían votar { $n }.
}
roll-at-opening = se fija al abrir la votación.
rule-second = Si no hay quórum, hay una segunda llamada con { $quorum }.
rule-carries = { $n ->
    [one] Cada una puede llevar un voto de otra.
   *[other] Cada una puede llevar hasta { $n } votos de otras.
}
rule-last = Vale el último voto que conocía quien cerró. Dos votos de la misma que no se conocían y dicen cosas distintas no cuentan hasta confirmar uno. Si cambia el texto, hay que votar otra vez.
secrecy-open = El voto es abierto: quienes leen este espacio ven quién votó qué y por qué.
secrecy-secret = El voto es secreto en la pantalla: ni esta ni otra orden muestra quién votó qué, y las cuentas se ven al cierre. No es secreto para quien sepa abrir lo que guarda su propio aparato: cada aparato del espacio tiene los votos. Con pocas votantes, el resultado también puede mostrarlo.

label-preview = Qué significa la regla
preview-nothing-yet = Todavía no se propuso nada. Para proponer, repetir sin --preview.
preview-of-orgs = { $n ->
    [one] Puede votar 1 organización.
   *[other] Pueden votar { $n } organizaciones.
}
preview-of-people = { $n ->
    [one] Puede votar 1 persona.
   *[other] Pueden votar { $n } personas.
}
preview-quorum = { $n ->
    [one] Con un solo voto ya vale.
   *[other] Con menos de { $n } votos no vale.
}
preview-if-all = Si votan todas y ninguna se abstiene, se aprueba con { $yes } a favor.
preview-if-few = { $voted ->
    [one] Si vota una sola y no se abstiene, se aprueba con { $yes } a favor.
   *[other] Si votan { $voted } y ninguna se abstiene, se aprueba con { $yes } a favor.
}
preview-stops = Una sola objeción con razones lo frena, aunque las demás estén de acuerdo.
preview-points = Entre todas se reparten hasta { $n } puntos.
preview-most = Gana la opción con más, aunque sea por poco; un empate no decide.
preview-election = Gana quien tiene más votos, aunque sea por uno; un empate no elige a nadie.
preview-sense = No aprueba ni rechaza nada: muestra qué se piensa.
preview-second = { $n ->
    [one] Si no hay quórum, en la segunda llamada alcanza con un voto.
   *[other] Si no hay quórum, en la segunda llamada alcanza con { $n } votos.
}
preview-late = El voto que llega después del cierre no cuenta; se muestra cuántos llegaron tarde.

choice-yes = Sí
choice-no = No
choice-abstain = Abstención
choice-agree = De acuerdo
choice-concern = De acuerdo con reparo
choice-object = Objeción con razones
choice-disagree = En desacuerdo
outcome-adopted = Aprobada.
outcome-rejected = No aprobada.
outcome-no-quorum = No hay quórum.
outcome-sensed = Terminó el sondeo.
outcome-chosen = Se eligió: { $chosen }.
outcome-tie = Empate: { $chosen }.
outcome-now = Si cerrara ahora: { $outcome }
outcome-hidden = Se verá al cierre.
outcome-consultation = Está en consulta: recibe enmiendas y todavía no se vota.
ballot-counted = cuenta
ballot-earlier = lo cambió después
ballot-late = llegó tarde
ballot-clash = se contradice: confirmar uno
ballot-outdated = es sobre otro texto
ballot-spoiled = no vale
ballot-delegation = delegación
unit-missing = falta
unit-counted = votó
unit-carried = votó por ella otra
unit-waits = delegó en quien aún no votó
unit-over = delegó en quien ya lleva el máximo
unit-clash = se contradice
unit-outdated = votó otro texto
unit-spoiled = voto que no vale
amendment-waiting = enmienda en espera
amendment-accepted = enmienda aceptada
amendment-rejected = enmienda rechazada
label-author = Propone
label-closes = Cierra
label-rule = Cómo se decide
label-secrecy = Quién lo ve
label-roll = Padrón
label-from = Sale de
label-harm = Daño
label-change = Cambio que lo resolvería
label-basis = Se apoya en
basis-assembly = asamblea
basis-board = comisión directiva
basis-consultation = consulta a integrantes
basis-mandate = mandato
basis-judgement = criterio de quien coordina
label-statement = Qué sigue
label-minority = Otras razones
aside-kind-proposal = propuesta
aside-kind-ballot = voto
aside-kind-delegation = delegación de voto
aside-kind-amendment = enmienda
aside-kind-amendment-answer = respuesta a una enmienda
aside-kind-proposal-open = apertura de una votación
aside-kind-proposal-close = cierre de una votación
aside-kind-proposal-withdraw = retiro de una propuesta

error-vote-closed-no-effect = La votación ya terminó. Ver el resultado con: asamblea proposal show.
error-vote-as-org = En esta propuesta vota cada persona y ninguna organización. Repetir sin --as-org para emitir el voto propio.
error-vote-not-open-no-effect = Está en consulta y todavía no se vota. Quien propuso abre la votación con: asamblea proposal open.
error-vote-opened-no-effect = La votación ya está abierta.
error-vote-open-not-permitted = Solo quien propuso o quien coordina el espacio abre la votación.
error-vote-carries-no-effect = Ya lleva todos los votos que permite la regla. Elegir a otra o votar.
error-vote-none-not-permitted = No hay un voto propio aquí: vota quien coordina una organización del padrón, o cada persona del padrón, desde su primer aparato.
error-vote-author-not-permitted = Solo puede hacerlo quien propuso.
error-vote-close-not-permitted = Solo cierra quien propuso o quien coordina el espacio.
error-vote-choice-usage = Ese voto no corresponde a esta propuesta. Ver las opciones con: asamblea proposal show.
error-vote-basis-usage = Solo el voto de una organización dice en qué se apoya. Repetir sin --basis.
error-vote-options-usage = Aprobación, puntos, fecha y elección piden dos opciones distintas o más con --option; los otros métodos, ninguna.
error-vote-closes-usage = El cierre tiene que estar en el futuro, y la segunda llamada después del cierre.
error-vote-roll-usage = El quórum pide más votos que los del padrón, o no hay quien vote en este espacio.
error-proposal-text = Una propuesta necesita un texto. Darlo con --body, o decir de qué viene con --from.
ui-error-vote-closed-no-effect = La votación ya terminó. El resultado está en la propuesta.
ui-error-vote-not-open-no-effect = Está en consulta y todavía no se vota. La votación la abre quien propuso.
ui-error-vote-choice-usage = Ese voto no corresponde a esta propuesta. Elegir entre sus opciones.
ui-error-vote-basis-usage = Solo el voto de una organización dice en qué se apoya. Dejar esa línea vacía.
ui-error-vote-options-usage = Aprobación, puntos, fecha y elección piden dos opciones distintas o más; los otros métodos, ninguna.

## En la pantalla

ui-proposals = Propuestas
ui-proposals-empty = Todavía no hay propuestas. c propone la primera.
ui-palette-proposals = Propuestas
ui-home-votes = Falta votar
ui-proposal-version = versión { $n }
ui-proposal-closes = cierra { $when }
ui-proposal-mine = { $unit }: { $said }
ui-tally = Cómo va
ui-quorum-met = hay quórum
ui-quorum-missing = falta quórum
ui-ballots = Votos
ui-cmd-propose = Proponer algo y abrir la votación
ui-key-propose = proponer
ui-cmd-vote = Votar, o cambiar el voto
ui-key-vote = votar
ui-cmd-vote-delegate = Dejar que otra lleve el voto
ui-key-vote-delegate = delegar
ui-cmd-vote-texts = Ver los textos y enmiendas, y qué cambia cada uno
ui-key-vote-texts = textos
ui-cmd-vote-amend = Proponer otro texto
ui-key-vote-amend = enmendar
ui-cmd-vote-object = Objetar con sus dos razones
ui-key-vote-object = objetar
ui-cmd-vote-withdraw = Retirar la propuesta propia
ui-key-vote-withdraw = retirar
ui-cmd-vote-open = Abrir la votación de lo que está en consulta
ui-key-vote-open = abrir
ui-cmd-vote-end = Cerrar la votación
ui-key-vote-end = cerrar
ui-cmd-go-proposals = Ir a las propuestas
ui-key-go-proposals = propuestas
ui-propose = Proponer
ui-propose-method = ¿Cómo se decide?
ui-propose-count = ¿Quién tiene un voto?
ui-propose-words = Se puede dejar vacío lo que no haga falta. Antes de abrir la votación se muestra qué significa la regla para quienes votan hoy.
ui-propose-next = Ver qué significa la regla
ui-propose-yes = Proponer y abrir la votación
ui-propose-consult = Ponerla primero en consulta
ui-propose-consult-words = En consulta recibe enmiendas y nadie vota hasta que se abra. Entonces se fija el texto y quiénes votan.
ui-open-vote = Abrir la votación
ui-open-vote-words = Desde ahora vale este texto, y votan quienes están hoy. No se vuelve a la consulta.
ui-done-consulted = Propuesta guardada. Está en consulta.
ui-done-opened = Votación abierta.
ui-why-vote-not-open = Está en consulta y todavía no se vota.
ui-why-vote-opened = No está en consulta.
ui-why-not-open = Abre quien propuso o quien coordina el espacio.
ui-propose-options = Opciones, separadas con ;
ui-propose-quorum = Quórum: cuántas tienen que votar
ui-propose-date = Día del cierre
ui-propose-hour = Hora del cierre (vacío: todo ese día)
ui-count-orgs = Cada organización, un voto
ui-count-people = Cada persona, un voto
ui-method-consent = Por consentimiento
ui-method-majority = Por mayoría
ui-method-two-thirds = Por dos tercios
ui-method-sense = Sondeo que no obliga
ui-method-approval = Elegir entre opciones
ui-method-dots = Repartir puntos
ui-method-date = Buscar una fecha
ui-method-election = Elegir a alguien
ui-guide-problem = ¿Qué problema queremos resolver?
ui-guide-proposal = ¿Qué proponemos, en una frase?
ui-guide-members = ¿Qué cambia para las compañeras?
ui-guide-who = ¿Quién lo hace, con qué recursos y para cuándo?
ui-guide-risks = ¿Qué riesgos trae y para quién?
ui-guide-nothing = ¿Qué pasa si no hacemos nada?
ui-guide-review = ¿Cómo y cuándo lo revisamos?
ui-vote = Votar
ui-vote-mine = Este es el voto de { $unit }. Vale 1 de { $of }.
ui-vote-change = Se puede cambiar hasta el cierre. Vale el último.
ui-vote-not = Volver sin votar
ui-vote-cast = Emitir el voto
ui-vote-reason = Razón
ui-vote-basis = Se apoya en: 1 asamblea, 2 comisión directiva, 3 consulta, 4 mandato, 5 criterio propio (opcional)
ui-fault-basis = Escribir un número de 1 a 5, o nada.
ui-vote-reason-words = La razón es opcional. La verá quien lee este espacio, salvo en un voto secreto.
ui-vote-options = Números, con espacios; en puntos 1=7 2=3
ui-object-words = Una objeción detiene la propuesta hasta integrarla. Por eso pide las dos respuestas. Sin ellas se vota «en desacuerdo».
ui-object-harm = ¿Qué daño concreto causa?
ui-object-change = ¿Qué cambio lo resolvería?
ui-delegate = Delegar el voto
ui-delegate-words = Su voto valdrá también por este. Votar aquí lo deja sin efecto.
ui-delegate-who = Quién lleva el voto: su nombre
ui-delegate-yes = Delegar
ui-end-vote = Cerrar la votación
ui-end-vote-words = Cuenta lo que este aparato conoce ahora. Lo que llegue después queda como tarde.
ui-end-vote-no = Dejarla abierta
ui-end-vote-yes = Cerrar la votación
ui-statement-words = Se puede decir en palabras qué se hace ahora. Lo leerá quien lee este espacio.
ui-statement = Qué se hace ahora (opcional)
ui-propose-secrecy = ¿Se muestra quién votó qué?
ui-secrecy-open = Voto abierto
ui-secrecy-secret = Voto secreto en la pantalla
ui-propose-second = Segunda llamada si falta quórum: día del cierre (opcional)
ui-propose-second-quorum = Quórum de la segunda llamada (vacío: la mitad)
ui-amend-title = Otro texto para la propuesta
ui-amend-why = Por qué (opcional)
ui-amend-same = El texto es el mismo. Cambiar algo antes de enviar.
ui-amendments-waiting = { $n ->
    [one] 1 enmienda espera la respuesta de quien propuso. H la muestra.
   *[other] { $n } enmiendas esperan la respuesta de quien propuso. H las muestra.
}
ui-texts = Textos y enmiendas
ui-texts-words = Elegir uno para ver qué cambia.
ui-texts-signs = Renglones que se van con -, que llegan con +:
ui-texts-same = Dice lo mismo que el texto anterior.
ui-amendment-why = Por qué: { $reason }
ui-amendment-answer = Si se acepta, este texto pasa a valer y quien ya votó vota otra vez.
ui-amendment-accept = Aceptar la enmienda
ui-amendment-reject = Rechazarla: el texto queda como está
ui-withdraw = Retirar la propuesta
ui-withdraw-words = La votación termina sin resultado. Lo dicho queda a la vista. No se puede deshacer.
ui-withdraw-no = Dejarla abierta
ui-withdraw-yes = Retirar la propuesta
ui-done-accepted = Enmienda aceptada: su texto vale desde ahora.
ui-done-rejected = Enmienda rechazada.
ui-done-withdrawn = Propuesta retirada.
ui-why-no-objections = Solo se objeta lo que se decide por consentimiento. Aquí se vota que no, con su razón.
ui-why-not-proposer = Solo puede hacerlo quien propuso.
ui-fault-second = La segunda llamada cierra después de la primera.
ui-fault-proposal = Contestar al menos una de las siete preguntas: sin texto nadie sabe qué se vota.
ui-done-proposed = Propuesta guardada. La votación está abierta.
ui-done-voted = Voto guardado. Se puede cambiar hasta el cierre.
ui-done-delegated = Delegación guardada.
ui-done-ended = Votación cerrada.
ui-why-no-proposal = No hay ninguna propuesta elegida.
ui-why-vote-closed = La votación ya terminó.
ui-why-no-vote = No hay un voto propio en esta propuesta.
ui-why-not-end = Cierra quien propuso o quien coordina el espacio.
ui-fault-number = Escribir un número, o dejarlo vacío.
ui-fault-list = Escribir dos opciones o más, separadas con ;
ui-why-proposal-loading = La propuesta todavía está llegando.
text-verb-proposals = las propuestas
text-proposals-how = Para votar: proposal vote NÚMERO yes --reason "..."

search-kind-proposal = propuesta
search-kind-amendment = enmienda
search-kind-ballot = razones de un voto

head-choice = Opción
head-votes = Votos
head-voter = Votante
head-carried-by = Por medio de
label-second-call = Segunda convocatoria hasta

ui-home-answers = Piden mi respuesta
ui-home-answers-n = { $n ->
    [one] 1 pendiente
   *[other] { $n } pendientes
}

arg-proposal-list-delegated = Solo aquellas en que delegué mi voto o llevo el de otra
delegation-given = Mi voto lo lleva { $unit }
delegation-received = Llevo el voto de { $unit }
delegation-carried = vale
delegation-waits = espera a que vote quien lo lleva
delegation-over = no vale: quien lo lleva ya lleva todos los que permite la regla
ui-delegations = Votos delegados
ui-delegations-words = Los que di y los que llevo. Enter abre la propuesta.
ui-take-back = Retirar la delegación
ui-take-back-words = El voto vuelve y falta darlo. Nadie más lo lleva.
ui-take-back-no = Dejarla
ui-take-back-yes = Retirarla
ui-done-taken-back = Delegación retirada. Falta votar.
ui-why-not-delegated = Aquí mi voto no lo lleva nadie.
ui-why-no-delegations = No delegué ningún voto ni llevo el de otra.
ui-cmd-vote-take-back = Retirar la delegación de mi voto
ui-key-vote-take-back = retirar
ui-cmd-vote-delegations = Ver los votos que delegué y los que llevo
ui-key-vote-delegations = delegados
