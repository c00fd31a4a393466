# Textos de la interfaz de pantalla completa. Frases cortas, en infinitivo, sin género supuesto.

## En todas las pantallas
ui-network-unnamed = Red sin nombre todavía
ui-online = { $count } en línea
ui-up-to-date = al día
ui-reach-never = sin conexión: nadie lo tiene todavía
ui-reach-never-short = nadie lo tiene
ui-reach-alone = sin conexión
ui-reach-busy = intercambiando
ui-outgoing = { $count } por enviar
ui-at-of = { $at } de { $of }
ui-from-to-of = { $from }-{ $to } de { $of }
ui-new-count = { $count ->
    [one] 1 nueva
   *[other] { $count } nuevas
}
ui-today = hoy { $hour }
ui-yesterday = ayer { $hour }
ui-there = en la sede { $hour }
ui-weekdays = lu ma mi ju vi sá do
ui-months = ene feb mar abr may jun jul ago sep oct nov dic
ui-back = Volver
ui-save = Guardar
ui-make = Hacerlo
ui-go-on = Seguir
ui-title = Título
ui-name = Nombre
ui-whom = A quién
ui-path = Archivo
ui-loading = Trayendo…
ui-too-small = Hace falta una ventana de 40 por 20. Esta mide { $columns } por { $rows }.
ui-panic = El programa se cerró por un error propio. El borrador está guardado. Abrirlo otra vez.

## Lugares
ui-home = Inicio
ui-spaces = Espacios
ui-threads = Discusiones
ui-documents = Documentos
ui-agenda = Agenda
ui-agendas = Agendas
ui-people = Personas
ui-sync = Sincronizar
ui-help = Ayuda
ui-history = Historia
ui-find = Buscar
ui-palette = Ir a o hacer

## Bloqueo
ui-lock-passphrase = Contraseña
ui-lock-forgotten = No la recuerdo
ui-lock-folder = Otra carpeta de datos
ui-lock-forgotten-words = Sin ella no se abre desde aquí. Una coordinadora puede invitar otra vez.
ui-lock-folder-words = Cerrar y abrir otra vez con --profile y el nombre de la carpeta.
ui-lock-opening = Abriendo…
ui-lock-wrong = No es esa. Esperar { $seconds ->
    [one] 1 segundo.
   *[other] { $seconds } segundos.
}

## Primer uso
ui-wizard-title = Primer uso
ui-wizard-progress = paso { $number } de { $of }
ui-wizard-why = ¿Por qué se pregunta esto?
ui-wizard-working = Creando… puede tardar medio minuto.
ui-wizard-language = Idioma · Language
ui-wizard-language-why = Todo lo que el programa dice se puede leer en este idioma. Se puede cambiar al abrirlo, con --lang.
ui-wizard-language-note = Nada se envía hasta terminar.
ui-wizard-spanish = Español
ui-wizard-spanish-hint = Todo el programa en español.
ui-wizard-portuguese = Português
ui-wizard-portuguese-hint = Todo o programa em português.
ui-wizard-english = English
ui-wizard-english-hint = The whole program in English.
ui-wizard-how = ¿Cómo empezar?
ui-wizard-how-why = Con una invitación se entra a una red que ya existe. Fundar crea una red vacía. La práctica usa datos inventados y nada sale de este aparato.
ui-wizard-how-note = Nada se envía hasta terminar. Siempre se puede volver atrás.
ui-wizard-join = Tengo una invitación
ui-wizard-join-hint = Un código o un cuadro que entregó otra persona.
ui-wizard-found = Fundar una red nueva
ui-wizard-found-hint = Solo si todavía nadie la fundó.
ui-wizard-demo = Practicar con datos inventados
ui-wizard-demo-hint = Nada de lo que se haga allí sale de este aparato.
ui-wizard-names = Nombres
ui-wizard-names-why = Los nombres los ven solo quienes están en la red. No hace falta el nombre del documento: sirve el que se usa entre colegas. No se pide correo ni teléfono.
ui-wizard-names-note = Sirve un nombre elegido.
ui-wizard-names-words = Los verán solo quienes estén en la red.
ui-wizard-code-words = El código puede tener espacios. Se usa una sola vez.
ui-wizard-network = Red
ui-wizard-org = Organización
ui-wizard-country = País
ui-wizard-person = Mi nombre
ui-wizard-code = Código
ui-wizard-passphrase = Elegir una contraseña
ui-wizard-passphrase-why = Cinco palabras al azar son fáciles de recordar y muy difíciles de adivinar, también para una máquina que prueba millones. Una frase conocida o un nombre se adivinan en minutos.
ui-wizard-passphrase-note = Anotarla en papel hasta saberla.
ui-wizard-passphrase-words = Cierra todo lo que se guarda en este aparato. Nadie más la conoce.
ui-wizard-suggested = Sugerida: { $words }
ui-wizard-again = Otra vez
ui-wizard-reveal = Ver u ocultar lo escrito
ui-wizard-resuggest = Sugerir otras palabras
ui-strength = Fuerza
ui-strength-low = baja
ui-strength-middle = media
ui-strength-high = alta
ui-wizard-protects = Qué protege, y qué no
ui-wizard-protects-why = Quien sabe qué no protege un programa puede cuidarse mejor.
ui-wizard-protects-note = Al seguir se crea todo lo elegido.
ui-protects-off = Sí: cerrado o apagado, en este aparato no se lee nada.
ui-protects-space = Sí: nadie fuera de un espacio lee lo que hay en él.
ui-protects-offline = Sí: funciona sin Internet y por USB.
ui-not-open = No: si lo toman abierto o con la contraseña, leen todo.
ui-not-hidden = No: no oculta que se usa, ni desde qué conexión.
ui-not-taken-back = No: lo ya enviado no se retira.
ui-not-forgotten = No: sin contraseña no hay regreso.
ui-protects-understood = Entendido, seguir
ui-protects-more = Lo demás que no protege
ui-not-when = No: nadie puede probar cuándo se escribió algo.
ui-not-two = No: una integrante puede decir dos cosas a dos grupos hasta que se comparan.
ui-not-broken = No: un disco roto se lleva lo que no llegó a otro aparato.
ui-not-others = No: borrar aquí no borra lo que tienen las demás, ni lo que un disco retiene por dentro.
ui-not-majority = No: dos coordinadoras de acuerdo pueden quedarse con la organización.
ui-not-signed = No: lo firmado es prueba, también contra quien lo escribió.
ui-wizard-ready = Listo
ui-wizard-ready-why = Ya se puede entrar.
ui-wizard-ready-note = Ctrl-L cierra todo en cualquier momento.
ui-ready-founded = La red está fundada.
ui-ready-joined = Ya se puede leer y escribir en la red.
ui-ready-waiting = Nadie respondió todavía. Sigue intentando solo.
ui-ready-words = Palabras de seguridad: { $words }
ui-ready-start = Para empezar
ui-ready-words-why = Leerlas en voz alta a quien invitó, o a quien se invite.
ui-ready-enter = Entrar

## Faltas al llenar
ui-fault-empty = Falta escribir aquí.
ui-fault-country = El país son dos letras, por ejemplo PE.
ui-fault-code = El código está incompleto o tiene un error. Copiarlo otra vez entero.
ui-fault-short = Demasiado corta: hacen falta { $least } letras o más.
ui-fault-different = No son iguales. Escribirla otra vez.
ui-fault-date = El día se escribe así: 2027-04-15.
ui-fault-hour = La hora se escribe así: 16:00.
ui-fault-retain = De 7 a 3650 días, o vacío: no se olvida nada.
ui-fault-until = El fin es una hora (18:00), un día con hora (2027-04-16 18:00) o minutos (90).
ui-fault-until-before = El fin tiene que ser después del comienzo.
ui-fault-until-stays = Esta fecha tiene fin: escribir otro, no dejarlo vacío.
ui-fault-zone = La zona se escribe así: America/Lima.
ui-fault-path = Escribir la ruta completa, desde el principio.
ui-destroy = Destruir este perfil
ui-destroy-yes = Destruir

## Inicio
ui-home-alerts = Alertas
ui-home-tasks = Para empezar
ui-home-unread = Sin leer
ui-home-changed = Cambios
ui-home-since = desde mi visita, { $when }
ui-home-dates = Próximas fechas
ui-home-quiet = Nada espera.
ui-home-quiet-next = 2 ir a los espacios   3 ver la agenda
ui-home-waiting = Todavía nadie entregó las claves. Sigue intentando solo.
ui-task-coordinators = Sumar coordinadoras: hay { $count } de 3
ui-task-words = Leer mis palabras a quien invitó
ui-task-organization = Invitar a otra organización
ui-task-device = Sumar otro aparato mío
ui-task-compare = Comparar palabras de un aparato
ui-task-greet = Escribir el primer saludo
ui-exchanged-short = Último intercambio { $when }.
ui-exchanged = Último intercambio { $when }. { $held }
ui-alert-came = Hay una alerta nueva. Está en Inicio.
ui-alert-seen = Marcar como vista
ui-alert-fork = Dos historias de un aparato: { $subject }
ui-alert-fork-words = Qué pasó: el aparato de { $subject } contó dos historias. Hay una copia, o se restauró un disco viejo.
ui-stories-means = Qué significa: nadie entra ni sale por esto. Sus cambios en documentos esperan. Hablar con ella.
ui-stories-one = Historia { $number }: { $texts }
ui-stories-edit = (cambio de un documento)
ui-stories-more = y { $n } más
ui-stories-leave = Dejarlo así por ahora
ui-stories-both = Anular el aparato; vale lo que tienen en común
ui-stories-keep = Anular el aparato; vale también la historia { $number }
ui-alert-damaged = Una parte está dañada: { $subject }
ui-alert-damaged-words = Una parte de lo guardado no se puede leer. Lo demás está entero. Sincronizar la trae otra vez.
ui-alert-damaged-journal = Una parte del diario está dañada
ui-alert-damaged-journal-words = Puede faltar algo; lo demás está entero. Sincronizar con otra integrante la trae otra vez.
ui-alert-damaged-set-back = El diario perdió su final
ui-alert-damaged-set-back-words = O se puso una copia vieja. Antes de escribir, sincronizar con otra integrante: ella tiene lo que falta.
ui-alert-damaged-keys = Las claves de este aparato se dañaron
ui-alert-damaged-keys-words = Se hicieron otras. Sincronizar con otra integrante para recibir lo que falta.
ui-alert-damaged-keys-back = Volvió un archivo de claves viejo
ui-alert-damaged-keys-back-words = El diario es más nuevo. Sincronizar con otra integrante para recibir lo que falta. Si nadie lo puso ahí, alguien tuvo este disco en la mano.
ui-alert-set-back = Este aparato volvió atrás
ui-alert-set-back-words = Lo que había escrito desde entonces volvió de otras; lo que ellas tenían no se perdió. Se puso una copia vieja de su carpeta, hay una copia suya en uso en otro lado, o su disco perdió el final. Averiguar quién tuvo el aparato o restauró una copia. Si nadie lo explica, invitar un aparato nuevo y anular este.
ui-alert-mended = Se reparó un daño: { $subject }
ui-alert-mended-words = Una copia estaba dañada; no falta nada. Si se repite, el disco falla: hacer una copia de respaldo.
ui-alert-mended-heads = Se reparó un daño en lo que recuerda el diario
ui-alert-mended-heads-words = Una copia estaba dañada; no falta nada. Si se repite, el disco falla: hacer una copia de respaldo.
ui-alert-mended-keys = Se reparó un daño en las claves
ui-alert-mended-keys-words = Una copia estaba dañada; no falta nada. Si se repite, el disco falla: hacer una copia de respaldo.
ui-alert-mended-mirror = Se reparó un daño en la segunda copia del diario
ui-alert-mended-mirror-words = Una copia estaba dañada; no falta nada. Si se repite, el disco falla: hacer una copia de respaldo.
ui-alert-mended-vault = Se reparó un daño en la bóveda
ui-alert-mended-vault-words = Una copia estaba dañada; no falta nada. Si se repite, el disco falla: hacer una copia de respaldo.
ui-alert-mended-vault-half = Una copia de la bóveda no se abre
ui-alert-mended-vault-half-words = La otra se abre. Poner otra vez una contraseña escribe las dos.
ui-alert-adopted = A la vista: algo que estaba aparte, en { $space }
ui-alert-adopted-words = Lo decidió { $by }.
ui-alert-away = Nadie deja entrar a este aparato
ui-alert-away-words = Contestan, y no lo dejan entrar. Pueden estar bloqueadas, o este aparato quedó fuera. Preguntar a una coordinadora, en persona o por teléfono. Lo guardado se puede leer.
ui-alert-backup-refused = La copia de respaldo ya no da entrada
ui-alert-backup-refused-words = Lo restaurado se puede leer, pero este aparato no entra. Pedir otra invitación a quien coordina.
ui-alert-carrier-full = Sin lugar: { $subject }
ui-alert-carrier-full-words = La repetidora llegó a su límite con { $subject } y no guarda lo nuevo. Hablar con quien escribe tanto.
ui-alert-misbehaved = Rompe las reglas: { $subject }
ui-alert-misbehaved-words = El dispositivo de { $subject } manda lo que ningún programa manda, o demasiado. Se desconecta. Hablar con quien lo usa: puede tener un error, o estar en otras manos.
ui-alert-flood = Manda demasiado: { $subject }
ui-alert-flood-words = Un aparato de { $subject } manda mucho más de lo normal. { $device ->
    [none] {""}
   *[other] Van { $count } registros y { $size } MiB, del aparato { $device }.{" "}
}Nada se pierde: lo suyo entra despacio, y lo de las demás pasa antes. Hablar con ella. Si no es ella quien escribe, o no para, una coordinadora anula el aparato en Personas.
ui-alert-conflict = Dos con una invitación: { $subject }
ui-alert-conflict-words = Ninguna está adentro todavía. Hablar con quien se quiso invitar y comparar las palabras de su aparato, en Personas. La otra queda fuera, y conserva lo que le hayan sellado antes quienes no sabían de las dos.
ui-alert-conflict-me = Otra usó la misma invitación: { $subject }
ui-alert-conflict-me-words = Ninguna está adentro todavía. Leer las palabras de este aparato a quien te invitó, en persona o por teléfono, para que lo verifique.
ui-alert-forged = Cambio falsificado o dañado: { $subject }
ui-alert-forged-words = Se dejó fuera un cambio de un documento de { $subject }. Preguntarle qué programa usa, y revisar su aparato.
ui-alert-forged-edition = Edición sin firma válida: { $subject }
ui-alert-forged-edition-words = Se rechazó una edición de { $subject } que no firmó la Secretaría. La anterior sigue valiendo.
ui-alert-frozen = Tu palabra espera otra: { $subject }
ui-alert-frozen-words = Hasta que otra persona dé la segunda palabra contra { $subject }, no se puede admitir ni ascender a nadie. Pedirla, o levantar la propia en Personas.
ui-alert-grant-waiting = Falta una palabra: { $subject } coordinaría
ui-alert-grant-waiting-words = Lo propone { $by }, en { $space }. No vale hasta la segunda palabra. Si está bien, darla en Personas; si no, hablar con quien lo propuso.
ui-alert-grant-waiting-me = Te proponen para coordinar { $space }
ui-alert-grant-waiting-me-words = Lo propone { $by }. No vale hasta que otra persona dé la segunda palabra.
ui-alert-invitation-late = Invitación que ya no vale: { $subject }
ui-alert-invitation-late-words = Alguien llegó con la invitación { $subject }, que ya terminó. Si se la espera, darle una nueva.
ui-alert-invitation-misused = Invitación usada otra vez: { $subject }
ui-alert-invitation-misused-words = Alguien quiso usar de nuevo la invitación { $subject }. Hablar con quien se invitó y comparar las palabras de su aparato.
ui-alert-lifted = Sin suspensión: { $subject }
ui-alert-lifted-words = { $by } levantó lo dicho contra { $subject }, en { $space }. Vuelve a recibir y a escribir como antes. Hasta que todas lo sepan, puede abrir algo que no era para ella, o no abrir algo que sí.
ui-alert-lifted-me = Ya no estás en suspenso: { $space }
ui-alert-lifted-me-words = { $by } levantó lo dicho. Vuelve a llegar lo nuevo; sincronizar trae lo que faltó.
ui-alert-lowered = Menos papel: { $subject }
ui-alert-lowered-words = { $subject } queda como { $role } en { $space }. Lo dijo { $by }. { $op ->
    [none] Ya está decidido.
   *[other] Otra persona lo decide o lo levanta, en Personas.
}
ui-alert-lowered-me = Bajó tu papel en { $space }
ui-alert-lowered-me-words = Queda como { $role }. Lo dijo { $by }. { $op ->
    [none] Ya está decidido. Hablar con quien coordina.
   *[other] Otra persona lo decide o lo levanta. Hablar con otra coordinadora.
}
ui-alert-newcomer = Llegó { $subject }
ui-alert-newcomer-words = { $subject } entró con una invitación. Comparar palabras para saber que es ella.
ui-alert-recovery = Un aparato nuevo pide entrar
ui-alert-recovery-words = Un aparato nuevo pide entrar como { $subject }, con ayuda de sus personas de confianza. En 48 horas entra, si nadie lo rechaza. Llamarla: si no fue ella, asamblea recovery refuse, o asamblea device revoke con ese aparato.
ui-alert-recovery-own = Alguien pide entrar como tú
ui-alert-recovery-own-words = Alguien pide entrar como tú con un aparato nuevo: { $subject }. Si eres tú, no hay que hacer nada. Si no, rechazarlo antes de 48 horas: asamblea recovery refuse, o asamblea device revoke con ese aparato.
ui-alert-recovery-contested = Dos aparatos piden la misma entrada
ui-alert-recovery-contested-words = Dos aparatos piden entrar con la misma recuperación: { $subject }. Ninguno entra solo. Llamarla: si uno es de ella, verificar ese (asamblea device verify); si no, rechazarlos (asamblea recovery refuse).
ui-alert-recovery-refused = Una recuperación se rechazó
ui-alert-recovery-refused-words = No entra: { $subject }. Su recuperación se rechazó. Si era ella, darle otra invitación (asamblea invite member).
ui-alert-recovered = Alguien volvió a entrar
ui-alert-recovered-words = Volvió a entrar con un aparato nuevo: { $subject }. Si no fue ella, anularlo enseguida: asamblea device revoke. Comparar sus palabras de seguridad.
ui-alert-recovery-holder = Falta quien guardaba una parte
ui-alert-recovery-holder-words = Ya no está quien guarda una parte de tu recuperación: { $subject }. Su parte todavía sirve. Prepararla de nuevo: asamblea recovery setup.
ui-alert-office-given = Cargo de Secretaría: { $subject }
ui-alert-office-given-words = { $subject } respalda la red y publica las agendas. Lo propuso { $by }.
ui-alert-office-left = Deja el cargo de Secretaría: { $subject }
ui-alert-office-left-words = Lo dijo { $by }. { $op ->
    [none] Ya está decidido.
   *[other] Falta la segunda palabra: darla o levantarlo, en Personas.
}
ui-alert-office-waiting = Falta una palabra: { $subject } tendría el cargo
ui-alert-office-waiting-words = { $by } propone a { $subject } para Secretaría. No vale hasta la segunda palabra. Si está acordado, darla en Personas; si no, hablar con quien lo propuso.
ui-alert-out = Este aparato quedó fuera
ui-alert-out-words = { $subject } ya no lo deja entrar. Lo guardado se puede leer; lo nuevo no llega ni sale. Preguntar a una coordinadora, en persona o por teléfono. Se vuelve con una invitación nueva y un perfil nuevo.
ui-alert-refound-waiting = Falta una palabra: coordinarían { $space }
ui-alert-refound-waiting-words = { $orgs ->
    [none] { $by } propone a { $subject }. No vale hasta la segunda palabra. Si está acordado: asamblea second { $op }. Si no, hablar con quien lo propuso.
   *[other] { $by } propone a { $subject }. { $orgs } Si está acordado: asamblea second { $op }. Si no, hablar con quien lo propuso.
}
ui-alert-refounded = Cambió quién coordina { $space }
ui-alert-refounded-words = Coordinan { $subject }. Lo propuso { $by }. Las de antes siguen como integrantes.
ui-alert-removed = Baja: { $subject }
ui-alert-removed-words = { $subject } ya no recibe nada nuevo. Conserva lo que ya tenía. { $by ->
    [none] {""}
   *[other] Lo decidió { $by }; si fue un error, hablar con ella e invitar otra vez.
}
ui-alert-removed-me = Quedaste fuera: { $space }
ui-alert-removed-me-words = Lo decidió { $by }. Lo guardado se puede leer; no llega nada nuevo. Hablar con una coordinadora, en persona o por teléfono. Se vuelve con una invitación nueva y un perfil nuevo.
ui-alert-left = Se fue: { $subject }
ui-alert-left-words = { $subject } salió de { $space } por decisión propia. No recibe nada nuevo y conserva lo que tenía. Para que vuelva: asamblea invite, o asamblea space add.
ui-alert-left-me = Saliste: { $space }
ui-alert-left-me-words = Lo dijo otro aparato tuyo. Lo guardado se puede leer; no llega nada nuevo de ahí.
ui-alert-followed-out = Salió también: { $subject }
ui-alert-followed-out-words = Quien salió ya no lee aquí: { $subject }. Este aparato lo dijo también en { $space }, que coordinas. Si tiene que seguir: asamblea space add.
ui-alert-still-in = Todavía lee: { $subject }
ui-alert-still-in-words = { $subject } quedó fuera y todavía lee en { $space }. No escribir ahí lo que no deba leer. Quien coordina ese espacio puede sacarla: asamblea space remove; si ella también lo coordina, hacen falta dos personas.
ui-alert-suspended = Suspendida: { $subject }
ui-alert-suspended-words = { $subject } conserva lo que tenía y no recibe nada nuevo. { $by ->
    [none] {""}
   *[other] Lo dijo { $by }.{" "}
}{ $op ->
    [none] Vuelve cuando se le da de nuevo su papel: asamblea member role.
   *[other] Hablar con las dos; después otra persona decide o lo levanta, en Personas.
}
ui-alert-suspended-me = Quedaste en suspenso: { $space }
ui-alert-suspended-me-words = Lo dijo { $by }. Lo guardado se puede leer; lo nuevo no llega. { $op ->
    [none] Hablar con una coordinadora: vuelves cuando te da de nuevo tu papel.
   *[other] Otra persona decide. Hablar con otra coordinadora, o con quien respalda, para que lo levante.
}
ui-alert-void = No vale la entrada de { $subject }
ui-alert-void-words = La admitió { $by }, que perdió su papel en { $space } al mismo tiempo o antes. Si tiene que entrar, otra coordinadora la invita de nuevo, en Personas.
ui-alert-void-me = No vale tu entrada: { $space }
ui-alert-void-me-words = La dio { $by }, que perdió su papel al mismo tiempo o antes. Pedir otra invitación a una coordinadora, en persona o por teléfono.
ui-alert-other = Aviso: { $subject }
ui-alert-other-words = { $text }

## Espacios
ui-tree-org = Mi organización
ui-tree-working = Grupos de trabajo
ui-tree-mine = Solo mis aparatos
ui-tree-empty = Todavía no hay espacios.
ui-list-empty = Todavía nadie escribió aquí. c empezar una discusión.
ui-nothing-open = Enter abre la discusión elegida.
ui-closed = cerrada
ui-changed = cambió
ui-draft = borrador
ui-edition = Edición { $edition }
ui-kind-network = Espacio de toda la red
ui-kind-org = Espacio de la organización
ui-kind-subregion = Espacio de la subregión
ui-kind-person = Espacio de una persona
ui-kind-working = Grupo de trabajo
ui-space-line = { $kind }: { $people ->
    [one] 1 persona
   *[other] { $people } personas
} de { $orgs ->
    [one] 1 organización
   *[other] { $orgs } organizaciones
}
ui-readers = Lo { $people ->
    [one] leerá 1 persona
   *[other] leerán { $people } personas
} de { $orgs ->
    [one] 1 organización
   *[other] { $orgs } organizaciones
} · { $space }
ui-readers-asking = Averiguando quién lo leerá…
ui-readers-unknown = Todavía no se sabe quién lo leerá. Esperar un momento.

## Quién lee aquí, y por qué
ui-reads-title = Quién lee aquí
ui-reads-mine = Solo los aparatos propios leen esto: nadie más.
ui-reads-count = { $people ->
    [one] Lee 1 persona
   *[other] Leen { $people } personas
} de { $orgs ->
    [one] 1 organización
   *[other] { $orgs } organizaciones
}.
ui-reads-group-direct = Por sí mismas
ui-reads-group-through = Por { $names }
ui-reads-group-store = Guardan sin leer
ui-reads-me = (yo)
ui-reads-machine-short = máquina
ui-reads-carrier-short = repetidora
ui-reads-own = Es el espacio de { $who }
ui-reads-in = { $who } está en { $space }
ui-reads-in-turn = { $before }, que está en { $space }
ui-reads-why = Por qué
ui-reads-way = Vía { $number }
ui-reads-ways = Está por { $count } vías: mientras quede una, sigue leyendo.
ui-reads-role-admin = Lee, escribe y decide quién entra.
ui-reads-role-write = Lee y escribe.
ui-reads-role-read = Lee y no escribe.
ui-reads-role-carrier = Guarda lo sellado y lo entrega. No tiene clave para leerlo.
ui-reads-devices = { $count ->
    [one] 1 aparato
   *[other] { $count } aparatos
}
ui-reads-unverified = Sin verificar: nadie comparó palabras todavía. Puede ser otra persona.
ui-reads-machine = Es una máquina de nadie en particular: lee quien la tenga.
ui-reads-step = { $member } en { $space }
ui-reads-step-when = { $member } en { $space }: llegó aquí { $when }
ui-reads-step-by = { $member } en { $space }: por { $by }
ui-reads-step-by-when = { $member } en { $space }: por { $by }, llegó aquí { $when }
ui-reads-gone = Quien salió no figura: conserva lo que ya tenía.

## Discusiones
ui-thread-empty = Todavía nadie escribió aquí. R responder.
ui-thread-damaged = Falta aquí una parte dañada. Sincronizar la trae otra vez.
ui-new-below = { $count ->
    [one] Queda 1 nueva más abajo
   *[other] Quedan { $count } nuevas más abajo
}
ui-delivered = entregado
ui-kept-here = guardado aquí
ui-quoted-by = { $name } (citada)
ui-answers = a { $name }: «{ $text }»
ui-post-aside = Su aparato contó dos historias: sin aclarar cuál vale.
ui-post-retracted = (su autora lo retiró)
ui-post-edited = (cambiado después)
ui-post-clock = (dice { $says }, recibido { $came })

## Escribir
ui-compose-thread = Discusión nueva
ui-compose-reply = Responder
ui-compose-reply-to = Responder a { $name }
ui-compose-empty = Todavía no hay nada escrito.
ui-compose-untitled = Falta el título.
ui-compose-failed = No salió: { $why } El borrador está a salvo.
ui-sending = enviando…
ui-sent-online = Guardado. Se está entregando.
ui-sent-alone = Guardado aquí. Saldrá solo al conectar.
ui-draft-saved = borrador guardado
ui-draft-kept = El borrador está guardado.
ui-draft-back = Volvió el borrador.
ui-draft-failed = No se pudo guardar el borrador: { $why } Sigue en la pantalla.
ui-discard-title = Descartar el borrador
ui-discard-words = Lo escrito se borra y no vuelve.
ui-discard-no = Seguir escribiendo
ui-discard-yes = Descartarlo
ui-wider-title = Lo leerá más gente
ui-wider-words = Al empezar lo iban a leer { $before ->
    [one] 1 persona
   *[other] { $before } personas
}. Ahora son { $after } en { $space }.
ui-wider-final = Lo enviado ya no se puede retirar de otros aparatos.
ui-wider-no = Volver al borrador
ui-wider-yes = Enviarlo a { $after } personas

## Documentos
ui-doc-others = también aquí: { $names }
ui-doc-here = { $count } aquí
ui-doc-saved = guardado
ui-doc-saving = guardando…
ui-doc-slow = El disco tarda. Esperar un momento antes de seguir.
ui-new-document = Documento nuevo
ui-new-document-words = Lo pueden escribir a la vez todas las personas del espacio.
ui-history-note = Ver una versión no cambia nada.

## Espacios nuevos
ui-new-space = Espacio nuevo
ui-new-space-words = Lo lee quien está en él, y nadie más. Lo administra quien lo crea; después se suman otras. Una subregión reúne organizaciones de la red.
ui-space-with = Con quiénes, separadas por ; (opcional)
ui-space-retain = Olvidar a los tantos días, 7 a 3650 (opcional)
ui-space-working = Crear un grupo de trabajo
ui-space-from-join = Crear un grupo en el que quien se suma no lee lo anterior
ui-space-subregion = Crear una subregión
ui-add-member = Sumar a alguien
ui-add-member-words = Un nombre o un código. Leerá desde ahora lo que se escriba aquí.

## Agenda
ui-my-hour = mi hora
ui-agenda-empty = Todavía no hay agendas. c empezar una.
ui-agenda-no-items = Todavía no hay fechas. o sumar una.
ui-agenda-draft = Borrador: todavía nadie la publicó.
ui-agenda-signed = Edición { $edition }, firmada por { $who }, { $when }.
ui-receipt-title = Quién tiene la edición
ui-receipt-asking = Averiguando quién la tiene…
ui-receipt = La tienen { $held } de { $of }
ui-receipt-missing = Faltan { $names }
ui-receipt-held = La tienen { $names }
ui-item-title = Fecha nueva
ui-item-words = La hora es la del lugar. El fin (una hora, o los minutos que dura) y quién responde pueden faltar.
ui-item-what = Qué
ui-item-date = Día
ui-item-hour = Hora
ui-item-zone = Zona
ui-item-place = Lugar
ui-item-until = Fin o minutos
ui-item-whose = Responsable
ui-item-save-as = Guardar: { $kind }
ui-item-meeting = Reunión
ui-item-training = Taller
ui-item-action = Acción
ui-item-deadline = Plazo
ui-item-off = cancelada
ui-item-cancelled = Está cancelada.
ui-item-there = En el lugar son las { $hour } ({ $zone }).
ui-item-at = Lugar: { $place }
ui-item-who = Responsable: { $who }
ui-new-agenda = Agenda nueva
ui-new-agenda-words = La verán quienes están en el espacio.
ui-publish-title = Publicar la edición { $edition } de { $title }
ui-publish-words = Se firma y llega a todas las organizaciones. Una edición publicada no se borra; se reemplaza con otra.
ui-publish-no = Volver sin publicar
ui-publish-yes = Firmar y publicar

## Personas
ui-people-empty = Todavía no se conoce a nadie. i invitar.
ui-people-region = Subregión: { $name }
ui-people-no-region = Sin subregión
ui-people-choose = Enter abre la invitación.
ui-people-note = Solo se ven aquí personas con las que se comparte un espacio.
ui-people-unverified = Sin verificar: puede ser otra persona con su invitación.
ui-people-unverified-me = Sin verificar: nadie comparó todavía las palabras de este aparato. Leerlas a quien invitó.
ui-person-state = Estado: { $state }
ui-person-me = Soy yo.
ui-org-me = Es la mía.
ui-org-people = { $count ->
    [one] 1 persona
   *[other] { $count } personas
}
ui-invited-by = Invitó { $name }
ui-devices = Aparatos
ui-carriers = Repetidoras
ui-no-devices = Sin aparatos conocidos.
ui-this-device = (este)
ui-seen = visto { $when }
ui-safety-words = Palabras de seguridad
ui-compare-hint = Pedir que lea las suyas, por teléfono o cara a cara; no por mensaje. v comparar.
ui-compared-hint = Son las que este aparato lee a quien quiera compararlas.
ui-own-words-title = Mis palabras de seguridad
ui-own-words = Leerlas por teléfono o cara a cara, no por mensaje. Si la otra ve las mismas, marca este aparato como verificado.
ui-compare-title = Comparar palabras
ui-compare-words = Pedir que lea las suyas, por teléfono o cara a cara; no por mensaje.
ui-compare-later = Dejar para después
ui-compare-same = Son las mismas
ui-compare-different = No son las mismas
ui-role-coordinator = coordinadora
ui-role-member = integrante
ui-role-observer = observadora
ui-role-admin = administra
ui-role-write = escribe
ui-role-read = lee
ui-state-active = activa
ui-state-unverified = sin verificar
ui-state-waiting = en espera
ui-state-words = falta comparar palabras
ui-state-suspended = suspendida
ui-state-removed = dada de baja
ui-state-invited = invitada
ui-remove-person = Dar de baja a { $name }
ui-remove-person-words = No recibirá nada nuevo.
ui-remove-coordinator = Suspender a { $name }
ui-remove-coordinator-words = Contra una coordinadora una sola persona suspende; hacen falta dos para la baja. No recibirá nada nuevo.
ui-second-out = Decidir la baja de { $name }
ui-second-out-words = Otra coordinadora ya lo dijo. Con esta palabra queda decidido: sus aparatos no vuelven.
ui-second-out-yes = Decidirla
ui-second-raise = Confirmar el papel de { $name }
ui-second-raise-words = Otra coordinadora lo propuso. Con esta palabra vale: podrá invitar y dar de baja.
ui-second-raise-yes = Confirmarlo
ui-lift = Levantar la suspensión de { $name }
ui-lift-words = Vuelve a recibir y a escribir como antes.
ui-lift-yes = Levantarla
ui-remove-org = Dar de baja a { $name }
ui-remove-org-words = Ninguna persona de la organización recibirá nada nuevo.
ui-remove-device = Dar de baja el aparato { $name }
ui-remove-device-words = El aparato no recibirá nada nuevo. La persona sigue con sus otros aparatos.
ui-remove-keeps = Conserva lo que ya recibió: eso no se puede borrar desde aquí.
ui-remove-no = Volver sin cambiar nada
ui-remove-yes = Dar de baja
ui-suspend-yes = Suspenderla
ui-suspend-urgent = Suspenderla y cambiar ya todas las claves
ui-remove-urgent = Dar de baja y cambiar ya todas las claves
ui-leave = Salir de { $name }
ui-leave-words = No te llegará nada nuevo de ahí. Lo que ya recibiste lo conservas. Para volver hace falta que otra persona te sume o te invite. Si coordinas ahí, vale del todo cuando otra lo confirma.
ui-leave-yes = Salir

## Una palabra que espera otra
ui-conflict-title = Dos decisiones que no se conocían
ui-conflict-one = Falta una segunda palabra: { $about }
ui-conflict-act = { $by }: { $act }. Llegó { $when }.
ui-conflict-act-void = { $by }: { $act }. Llegó { $when }. No vale por ahora.
ui-conflict-happened-both = Qué pasó: se escribieron sin saber una de la otra. Nada se decidió por el reloj.
ui-conflict-happened-one = Qué pasó: { $by } lo dijo. Otra persona lo confirma o lo levanta.
ui-conflict-holds-out = Qué vale: { $about } está suspendida; conserva lo que tenía y no recibe nada nuevo.
ui-conflict-holds-lower = Qué vale: { $about } ya tiene menos papel.
ui-conflict-holds-nothing = Qué vale: todo sigue como estaba.
ui-conflict-frozen = { $by } no puede sumar gente ni dar cargos hasta que hable otra.
ui-conflict-missing-word = Qué falta: otra persona que coordine { $space } o lo respalde. Si dice lo mismo, queda decidido; si lo levanta, vuelve a como estaba.
ui-conflict-missing-grant = { $orgs ->
    [none] Qué falta: otra persona que coordine { $space } o lo respalde. Si dice lo mismo, vale.
   *[other] Qué falta: { $orgs }
}
ui-conflict-leave = Dejarlo así por ahora
ui-conflict-second-word = Confirmar como segunda voz
ui-conflict-second-grant = Confirmarlo como segunda voz
ui-conflict-lift = Levantarlo: vuelve a como estaba
ui-conflict-withdraw = Retirar la palabra propia
ui-conflict-read = Leer las decisiones firmadas
ui-conflict-signed = { $id }: { $by }: { $act }. Llegó { $when }.
ui-conflict-no-second = Confirmar no toca aquí: { $why }.
ui-conflict-no-lift = Levantar no toca aquí: { $why }.
ui-conflict-why-own = la primera palabra es propia, y le toca a otra persona
ui-conflict-why-me = nadie decide sobre sí misma
ui-conflict-why-not-permitted = le toca a quien coordina { $space } o lo respalda
ui-conflict-why-frozen = antes otra persona tiene que responder a la palabra propia
ui-conflict-why-no-effect = no cambiaría nada
ui-conflict-note = Flecha arriba: leer todo. En { $space } todas reciben este aviso.
ui-act-suspend = suspender a { $about }
ui-act-remove = dar de baja a { $about }
ui-act-lower = bajar a { $about } a { $role }
ui-act-raise = nombrar coordinadora a { $about }
ui-act-add = sumar a { $about }, { $role }
ui-act-invite = invitar a { $about }
ui-act-second = confirmar a alguien
ui-act-lift = levantar lo dicho contra { $about }
ui-act-refound = cambiar quién coordina { $about }

## Palabras que no son las mismas
ui-different-title = No son las mismas: { $name }
ui-different-means = Qué significa: puede haber entrado otra persona con su código, y lee lo que se escriba.
ui-different-do = Qué hacer: dar de baja el aparato, avisar, y hablar con ella en persona. Después, una invitación nueva.
ui-different-bar = Dar de baja el aparato; todas reciben el aviso
ui-different-tell = Escribir el aviso a mi organización
ui-different-no-bar = Darlo de baja no toca aquí. { $why }
ui-different-post-title = Otras palabras: { $name }
ui-different-post = Las palabras de seguridad del aparato de { $name } no son las que se ven aquí. Puede haber entrado otra persona con su código. No escribir nada delicado donde lea, hasta aclararlo.

## Invitaciones
ui-invitations = Invitaciones abiertas
ui-invite-title = ¿A quién invitar?
ui-invite-member = Integrante de mi organización
ui-invite-coordinator = Coordinadora de mi organización
ui-invite-observer = Observadora de mi organización
ui-invite-device = Otro aparato mío
ui-invite-org = Una organización nueva
ui-invite-node = Una máquina siempre encendida (repetidora)
ui-invite-member-words = El nombre solo sirve para saludarla; ella elige el suyo.
ui-invite-coordinator-words = Podrá invitar y dar de baja. El nombre solo sirve para saludarla.
ui-invite-observer-words = Podrá leer y no escribir. El nombre solo sirve para saludarla.
ui-invite-org-words = Su coordinadora entra con el código y elige los demás nombres.
ui-invite-node-words = Guarda y entrega lo sellado de la organización, sin claves para leer. Quien la tenga ve qué aparatos forman cada organización, tamaños, horas y direcciones; ni un nombre ni un texto.
ui-node-name = Cómo llamarla
ui-her-name = Su nombre
ui-invitation-for = Invitación para { $name }
ui-invitation-member = una integrante
ui-invitation-org = una organización
ui-invitation-device = otro aparato mío
ui-invitation-node = una repetidora
ui-invitation-backup = una copia de respaldo
ui-invitation-backup-words = La entrada que lleva una copia de respaldo. Sirve una sola vez y no vence. Si la copia se perdió o ya no se usa, anularla.
ui-invitation-recovery = una recuperación
ui-invitation-recovery-words = La entrada que se repartió entre personas de confianza. Sirve una sola vez y no vence. Si se anula, sus partes no sirven más.
ui-invitation-ends = Sirve una sola vez, hasta { $when }.
ui-invitation-unverified = Quien la use aparecerá como sin verificar hasta comparar palabras.
ui-invitation = invitación
ui-invitation-short = Para { $name }, una vez, hasta { $when }
ui-invitation-note = Dictarla o llevarla; no por correo. Quien la vea puede entrar.
ui-revoke-title = Anular la invitación
ui-revoke-words = El código deja de servir. Se puede hacer otro.
ui-revoke-no = Volver sin anular
ui-revoke-yes = Anularla

## Sincronizar
ui-sync-online = En línea
ui-sync-nobody = Nadie en línea. Todo se guarda aquí y saldrá solo. x llevarlo por USB.
ui-sync-here = Este aparato escucha en
ui-sync-no-address = Ninguna dirección todavía.
ui-sync-last = Último intercambio
ui-sync-not-yet = todavía no
ui-held-never = Lo escrito está guardado aquí y nadie más lo tiene todavía. Saldrá solo al conectar.
ui-held-all = Lo escrito aquí lo tiene también otro aparato.
ui-held-some = { $count ->
    [one] 1 cosa está guardada solo aquí. Saldrá sola al conectar.
   *[other] { $count } cosas están guardadas solo aquí. Saldrán solas al conectar.
}
ui-sync-pending = Por recibir: { $count }
ui-sync-note = Quien mira la conexión ve a qué hora se conecta quién, no qué se dice.
ui-sync-running = Intercambiando…
ui-sync-done = Intercambio listo: { $received } recibidos, { $sent } enviados.
ui-via-tcp = Internet
ui-via-mdns = red de este lugar
ui-since = desde { $when }
ui-place = Red de este lugar
ui-place-trusted = de confianza
ui-place-unmarked = sin marcar
ui-place-unknown = todavía no se sabe cuál es
ui-place-none = No se reconoce ninguna red en este lugar.
ui-place-searching = Este aparato avisa aquí que está y busca a otras.
ui-place-silent = Aquí no se avisa ni se busca a nadie.
ui-place-trust = c confiar: solo en casa u oficina.
ui-trust-title = ¿Esta red es de confianza?
ui-trust-words = Si se confía, este aparato avisa en ella que está y encuentra solo a otras. Quien esté en la misma red puede ver que aquí hay un programa así. Confiar solo en la propia casa u oficina.
ui-trust-no = No, seguir sin avisar
ui-trust-yes = Sí, es una red propia
ui-distrust-title = ¿Dejar de confiar en esta red?
ui-distrust-words = Este aparato deja de avisar que está. Se conecta igual con las direcciones que conoce.
ui-distrust-no = No, seguir confiando
ui-distrust-yes = Sí, dejar de confiar
ui-bundle-out = Llevar por USB
ui-bundle-out-words = Escribe un archivo cifrado que solo la red puede leer.
ui-bundle-in = Traer de USB
ui-bundle-in-words = Lee un archivo que otra organización llevó.
ui-bundle-done = { $ops } nuevos, { $repeated } repetidos, { $refused } rechazados.
ui-receiving = Llegan novedades: { $count } hasta ahora

## Hecho
ui-done-read = Todo marcado como leído.
ui-done-alert = Alerta vista.
ui-done-verified = Verificado.
ui-done-removed = Hecho. Ya no recibe nada nuevo.
ui-done-left = Hecho. No llega nada nuevo de ahí.
ui-done-second = Segunda palabra dada.
ui-done-lifted = Suspensión levantada.
ui-done-revoked = Invitación anulada.
ui-done-published = Edición publicada.
ui-done-discarded = Borrador descartado.
ui-done-space = Espacio creado.
ui-done-added = Ya está en el espacio.
ui-done-item = Fecha guardada.
ui-done-agenda = Agenda creada. o suma la primera fecha.
ui-done-trusted = Red marcada. Aquí se buscan integrantes.
ui-done-distrusted = Marca quitada. Aquí no se avisa ni se busca.

## Paleta y ayuda
ui-palette-commands = Órdenes
ui-palette-spaces = Espacios
ui-palette-threads = Discusiones
ui-palette-documents = Documentos
ui-palette-agendas = Agendas
ui-palette-people = Personas
ui-palette-texts = Textos
ui-find-note = Busca nombres y textos en todo lo que este aparato puede leer.
ui-palette-note = Lo que no se puede hacer ahora dice por qué.
ui-palette-nothing = Nada con «{ $query }».
ui-help-here = En esta pantalla
ui-help-everywhere = En todas
ui-help-words = Palabras
ui-help-note = Todo esto también se puede hacer por órdenes, sin pantalla.
ui-help-fields = Donde se escribe en un renglón
ui-help-empties = Ctrl-U lo vacía.
ui-help-line = Sin pantalla: asamblea { $line }
ui-word-space = espacio: lugar con su gente y su clave; solo ella lee lo que hay.
ui-word-network = red: todas las organizaciones juntas.
ui-word-edition = edición: agenda firmada; una nueva reemplaza a la anterior.
ui-word-verified = verificado: alguien comparó sus palabras de seguridad.
ui-word-device = aparato: un teléfono o computadora de una persona.
ui-word-locked = cerrado: sin la contraseña no se lee nada.

## Por qué no
ui-why-no-space = Primero hay que elegir un espacio.
ui-why-read-only = En este espacio se puede leer, no escribir.
ui-why-no-thread = No hay una discusión elegida.
ui-why-closed = La discusión está cerrada.
ui-why-no-document = No hay un documento abierto.
ui-why-loading = El documento todavía está llegando.
ui-why-not-admin = Solo quien administra el espacio suma gente.
ui-why-by-invitation = A este espacio se entra con una invitación.
ui-why-nothing-unread = No queda nada sin leer.
ui-why-no-alert = No hay una alerta elegida.
ui-why-no-agenda = No hay una agenda elegida.
ui-why-draft = Es un borrador: todavía nadie lo recibió.
ui-why-not-secretariat = Solo la Secretaría publica agendas.
ui-why-not-office = Solo la Secretaría invita organizaciones.
ui-why-other-org = Le toca a una coordinadora de su organización.
ui-why-not-coordinator = Solo una coordinadora puede hacerlo.
ui-why-nothing-to-compare = No hay palabras por comparar aquí.
ui-why-no-person = No hay nadie elegida.
ui-why-nothing-waits = Nada espera aquí una segunda palabra.
ui-why-words = Primero hay que comparar las palabras de su aparato.
ui-why-decision = Depende de lo que se decida sobre quien la invitó.
ui-why-decided = Ya está decidido. Vuelve con: asamblea member role.
ui-why-not-suspended = No está suspendida.
ui-why-removed = Ya está dada de baja.
ui-why-myself = Nadie se da de baja sola.
ui-why-own-space = Es tu propio espacio.
ui-why-no-square = El cuadro no cabe en esta ventana.
ui-why-elsewhere = primero hay que abrirlo
ui-why-no-network = No se reconoce ninguna red en este lugar.
ui-why-network-unknown = Todavía no se sabe cuál es esta red. Probar en un momento.

## Errores: qué pasó y qué hacer
ui-error-wrong-passphrase = No es esa contraseña.
ui-error-locked = Está cerrado. Abrirlo con la contraseña.
ui-error-weak-passphrase = La contraseña se adivina fácil. Elegir otra.
ui-error-not-found = { $subject ->
    [none] No se encontró. Puede que ya no esté.
   *[other] No se encontró { $subject }. Puede que ya no esté.
}
ui-error-ambiguous = { $subject ->
    [none] Hay más de uno que se llama así. Escribir más letras.
   *[other] Hay más de uno con ese nombre: { $subject }. Escribir más letras.
}
ui-error-forked = Este aparato contó dos historias: sus cambios en documentos esperan. Escribir desde otro.
ui-error-frozen = Una palabra tuya espera la segunda. Hasta entonces no se admite a nadie.
ui-error-carrier = Esta máquina es una repetidora: guarda y entrega, no lee ni escribe.
ui-error-no-effect = Eso no tendría efecto: ya es así, o le toca a otra persona.
ui-error-not-permitted = El cargo no lo permite. Pedirlo a una coordinadora.
ui-error-invitation-used = La invitación ya se usó. Pedir otra.
ui-error-invitation-ended = La invitación terminó o fue anulada. Pedir otra.
ui-error-invitation-malformed = El código tiene un error. Revisar letra por letra.
ui-error-unreachable = Nadie respondió. Se guarda aquí y sale solo después.
ui-error-damaged = Una parte está dañada. Lo demás está entero.
ui-error-ask-damaged = Falta algo de lo que escribió este aparato. Antes de escribir, sincronizar con otra integrante.
ui-error-forged = Llegó algo falso y se rechazó. Lo demás está entero.
ui-error-profile-busy = Otra ventana ya usa estos datos. Cerrarla primero.
ui-error-disk-full = El disco está lleno. Hacer lugar y probar otra vez.
ui-error-read-only = No se puede escribir en la carpeta. Revisar los permisos.
ui-error-wrong-owner = La carpeta es de otra persona de este equipo.
ui-error-wrong-owner-file = Un archivo de la carpeta es de otra cuenta de este equipo: { $subject }. Devolverlo a su dueña (chown) y volver a abrir.
ui-error-no-profile = No hay datos en esa carpeta.
ui-error-profile-exists = Ya hay datos en esa carpeta. Elegir otra.
ui-error-usage = { $subject ->
    [none] Algo está mal escrito. Revisar lo que se llenó.
   *[other] Algo está mal escrito: { $subject }.
}
ui-error-retain-days = Un espacio olvida entre 7 y 3650 días después.
ui-error-retains-nothing = En un espacio que olvida, quien llega lee desde que entra.
ui-error-space-forgets = Este espacio olvida lo viejo: no guarda documentos, agendas ni reuniones. Escribirlos en otro.
ui-error-too-long = El texto es demasiado largo. Partirlo en dos.
ui-error-no-key-yet = Todavía no llegó la clave de este espacio.
ui-error-newer-version = Lo escribió una versión más nueva. Actualizar el programa.
ui-error-address = { $subject ->
    [none] No se puede usar esa dirección.
   *[other] No se puede usar esa dirección: { $subject }.
}
ui-error-internal = Falló el programa. Probar otra vez; lo guardado está a salvo.

## Palabras del pie que no son de una sola orden
ui-key-go-on = seguir
ui-key-next = otra
ui-key-forgotten = no la recuerdo
ui-key-choose = elegir
ui-key-close = cerrar
ui-key-do = hacer
ui-key-next-group = grupo siguiente
ui-key-nothing = «{ $key }» no hace nada aquí. ? ayuda

## Órdenes: qué hacen, y su palabra en el pie
ui-cmd-reply = Responder al mensaje
ui-key-reply = responder
ui-cmd-document-write = Escribir en el documento
ui-key-document-write = escribir
ui-cmd-compose = Empezar una discusión
ui-key-compose = escribir
ui-cmd-document-new = Documento nuevo
ui-key-document-new = documento
ui-cmd-readers = Ver quién lee aquí
ui-key-readers = quién lee
ui-cmd-read-all = Marcar todo como leído
ui-key-read-all = todo leído
ui-cmd-space-new = Grupo de trabajo nuevo
ui-key-space-new = grupo
ui-cmd-space-add = Sumar a alguien al espacio
ui-key-space-add = sumar
ui-cmd-space-leave = Salir del espacio
ui-key-space-leave = salir
ui-cmd-document-history = Ver las versiones
ui-key-document-history = versiones
ui-cmd-acknowledge = Marcar la alerta como vista
ui-key-acknowledge = visto
ui-cmd-sync-now = Sincronizar ahora
ui-key-sync-now = sincronizar
ui-cmd-bundle-out = Llevar lo mío en un archivo
ui-key-bundle-out = a USB
ui-cmd-bundle-in = Traer un archivo
ui-key-bundle-in = de USB
ui-cmd-network-trust = Confiar en la red de este lugar, o dejar de confiar
ui-key-network-trust = confiar
ui-cmd-agenda-receipt = Ver quién tiene la edición
ui-key-agenda-receipt = quién la tiene
ui-cmd-agenda-new = Agenda nueva
ui-key-agenda-new = nueva
ui-cmd-agenda-add = Sumar una fecha
ui-key-agenda-add = fecha
ui-cmd-agenda-publish = Publicar la agenda
ui-key-agenda-publish = publicar
ui-cmd-compare = Comparar palabras de seguridad
ui-key-compare = comparar
ui-cmd-invite = Invitar
ui-key-invite = invitar
ui-cmd-remove = Dar de baja
ui-key-remove = dar de baja
ui-cmd-second = Dar la segunda palabra
ui-key-second = decidir
ui-cmd-lift = Levantar la suspensión
ui-key-lift = levantar
ui-cmd-invitation-square = Ver como cuadro o como código
ui-key-invitation-square = cuadro o código
ui-cmd-invitation-revoke = Anular la invitación
ui-key-invitation-revoke = anular
ui-cmd-send = Enviar
ui-key-send = enviar
ui-cmd-newline = Otra línea
ui-key-newline = otra línea
ui-cmd-leave = Dejar el mensaje y guardar el borrador
ui-key-leave = dejar
ui-cmd-discard = Descartar el borrador
ui-key-discard = descartar
ui-cmd-writing-stop = Dejar de escribir
ui-key-writing-stop = dejar de escribir
ui-cmd-writing-undo = Deshacer lo último que escribí
ui-key-writing-undo = deshacer
ui-cmd-open = Abrir
ui-key-open = abrir
ui-cmd-back = Volver
ui-key-back = volver
ui-cmd-unread-next = Ir a lo siguiente sin leer
ui-key-unread-next = sin leer
ui-cmd-unread-previous = Ir a lo anterior sin leer
ui-key-unread-previous = anterior
ui-cmd-find = Buscar
ui-key-find = buscar
ui-cmd-palette = Órdenes y lugares
ui-key-palette = órdenes
ui-cmd-up = Subir
ui-key-up = subir
ui-cmd-down = Bajar
ui-key-down = bajar
ui-cmd-left = Ir a la izquierda
ui-key-left = izquierda
ui-cmd-right = Ir a la derecha
ui-key-right = derecha
ui-cmd-page-up = Subir una página
ui-key-page-up = página
ui-cmd-page-down = Bajar una página
ui-key-page-down = página
ui-cmd-first = Ir a lo primero
ui-key-first = primero
ui-cmd-last = Ir a lo último
ui-key-last = último
ui-cmd-pane-next = Columna siguiente
ui-key-pane-next = columna
ui-cmd-pane-previous = Columna anterior
ui-key-pane-previous = columna
ui-cmd-go-home = Ir a Inicio
ui-key-go-home = inicio
ui-cmd-go-spaces = Ir a Espacios
ui-key-go-spaces = espacios
ui-cmd-go-agenda = Ir a Agenda
ui-key-go-agenda = agenda
ui-cmd-go-people = Ir a Personas
ui-key-go-people = personas
ui-cmd-go-sync = Ir a Sincronizar
ui-key-go-sync = sincronizar
ui-cmd-lock = Cerrar con contraseña
ui-key-lock = cerrar
ui-cmd-destroy = Destruir lo que abre este perfil, para siempre
ui-key-destroy = destruir
ui-cmd-help = Ayuda
ui-key-help = ayuda
ui-cmd-quit = Salir
ui-key-quit = salir
