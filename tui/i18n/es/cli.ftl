# Textos de la línea de órdenes.

## Ayuda

help-usage = Uso
help-commands = Órdenes
help-command = ORDEN
help-arguments = Datos
help-options = Opciones

cmd = Red segura entre organizaciones. Sin ninguna orden abre la pantalla completa.
cmd-found = Fundar una red: la primera organización, la primera persona, este aparato
cmd-invite = Invitar con un código de un solo uso
cmd-invite-org = Invitar a una organización a la red
cmd-invite-member = Invitar a una persona a mi organización
cmd-invite-device = Agregar otro aparato mío
cmd-invite-node = Invitar a una máquina siempre encendida de mi organización
cmd-invite-list = Ver las invitaciones hechas en este aparato
cmd-invite-revoke = Anular una invitación
cmd-join = Entrar con un código de invitación
cmd-node = Quedar en marcha sin pantalla (repetidora) y contar lo que pasa
cmd-status = Ver quién soy, quién está en conexión y qué espera
cmd-sync = Conectar e intercambiar todo
cmd-who = Ver organizaciones, personas y aparatos (quien)
cmd-member = Integrantes de mi organización
cmd-member-remove = Sacar a una persona de mi organización
cmd-member-suspend = Suspender a una persona: hasta que otra decida, o hasta darle de nuevo su papel (member role)
cmd-member-lift = Levantar lo dicho contra una persona, una organización o un aparato, si no está decidido
cmd-member-role = Cambiar el papel de una persona
cmd-org = Organizaciones de la red
cmd-org-remove = Sacar a una organización de la red
cmd-org-suspend = Suspender a una organización hasta que se decida
cmd-org-lift = Levantar lo dicho contra una organización, si no está decidido
cmd-pending = Ver qué espera una segunda palabra, y quién puede darla
cmd-second = Dar la segunda palabra a lo que la espera
cmd-adopt = Ver lo que está guardado aparte, y mostrar una de esas cosas
cmd-office = El cargo de Secretaría
cmd-office-give = Pasar el cargo a otra organización; cuando ya lo tiene, dejarlo
cmd-refound = Nombrar coordinadoras de un espacio cuyas coordinadoras no pueden actuar
cmd-device = Aparatos
cmd-device-list = Ver mis aparatos
cmd-device-revoke = Anular un aparato perdido o robado
cmd-device-verify = Confirmar el aparato de una recién llegada por sus palabras
cmd-space = Espacios de trabajo (espacio)
cmd-space-new = Abrir un espacio
cmd-space-list = Ver los espacios
cmd-space-readers = Ver quién lee en un espacio, y por qué
cmd-space-show = Ver un espacio y quiénes están en él
cmd-space-add = Agregar a alguien
cmd-space-remove = Quitar a alguien
cmd-space-leave = Salir de un espacio
cmd-thread = Discusiones (discusion)
cmd-thread-new = Empezar una discusión
cmd-thread-list = Ver las discusiones, la más nueva primero
cmd-thread-show = Leer una discusión
cmd-thread-read = Marcar una discusión como leída
cmd-thread-reply = Responder en una discusión
cmd-thread-import = Traer una conversación de otro lado
cmd-doc = Documentos escritos entre todas (documento)
cmd-doc-new = Empezar un documento
cmd-doc-list = Ver los documentos, el más nuevo primero
cmd-doc-show = Leer un documento
cmd-doc-edit = Cambiar un documento con el texto de un archivo
cmd-doc-history = Ver quién cambió qué y cuándo
cmd-agenda = La agenda que publica la Secretaría
cmd-agenda-new = Empezar una agenda
cmd-agenda-add = Agregar una fecha
cmd-agenda-publish = Publicar una edición numerada y firmada
cmd-agenda-list = Ver las agendas
cmd-agenda-show = Ver una agenda
cmd-agenda-receipt = Ver qué organizaciones ya la tienen
cmd-bundle = Paquetes para llevar en una memoria USB (paquete)
cmd-bundle-export = Escribir un paquete
cmd-bundle-import = Tomar un paquete
cmd-backup = Copia de respaldo de este aparato (respaldo)
cmd-backup-create = Guardar todo en un archivo con contraseña propia
cmd-backup-restore = Hacer de una copia un aparato nuevo de la misma persona
cmd-recovery = Volver a entrar con ayuda de personas de confianza (recuperación)
cmd-recovery-setup = Repartir la entrada entre personas de confianza
cmd-recovery-help = Responder a quien perdió sus aparatos
cmd-recovery-start = Pedir ayuda desde un aparato nuevo, y entrar
cmd-recovery-refuse = Rechazar a un aparato que pide entrar
cmd-alerts = Lo que pide atención (alertas)
cmd-alerts-list = Ver las alertas
cmd-alerts-done = Dar una alerta por vista
cmd-lock = Olvidar las claves que están en memoria (bloquear)
cmd-unlock = Volver a abrir con la contraseña (desbloquear)
cmd-passphrase = La contraseña del perfil
cmd-passphrase-change = Cambiarla por otra
cmd-panic = Destruir para siempre lo que abre este perfil. Avisa y pide escribir una palabra
cmd-travel = Viajar sin nada: dejar en esta máquina solo el modo de volver (viaje)
cmd-travel-start = Comprobar que todas las demás tienen todo, y dejar solo el modo de volver
cmd-travel-return = Volver: entrar otra vez y traer todo de las demás
cmd-doctor = Revisar que todo esté bien y cómo arreglar lo que no
cmd-search = Buscar palabras en todo lo que este aparato puede leer (buscar)
cmd-network = Redes locales: en cuáles se busca a otras integrantes
cmd-network-list = Ver la red de este lugar y las marcadas como propias
cmd-network-trust = Marcar la red de este lugar como de confianza
cmd-network-forget = Quitar la marca
cmd-text = Modo de texto: listas numeradas, para lectores de pantalla
cmd-completions = Escribir lo que una terminal necesita para completar órdenes
cmd-man = Escribir las páginas de manual en una carpeta
cmd-demo = Ver una red de demostración con datos ficticios

arg-profile = Carpeta del perfil; si falta, ASAMBLEA_PROFILE o la carpeta de datos de la persona
arg-json = Responder con un objeto JSON por línea
arg-lang = Idioma: es, pt o en
arg-passphrase-file = Archivo con la contraseña en la primera línea
arg-backup-passphrase-file = Archivo con la contraseña de la copia; si no, ASAMBLEA_BACKUP_PASSPHRASE_FILE, y si no, la del perfil
arg-new-passphrase-file = Archivo con la contraseña nueva en la primera línea; si no, ASAMBLEA_NEW_PASSPHRASE_FILE, y si no, se pregunta
arg-panic-yes = No preguntar
arg-space-leave-yes = No preguntar
arg-travel-start-anyway = También si se pierden borradores, códigos de invitación sin usar o lo que solo está en este aparato
arg-recovery-setup-with = Personas que guardan una parte cada una, de 2 a 8
arg-recovery-setup-need = Cuántas de ellas hacen falta; si no, 2
arg-recovery-help-code = El pedido que ella mandó: el texto, un archivo, o - para la entrada estándar
arg-recovery-help-whose = De quién es la parte, si se guardan varias
arg-recovery-help-words = Las seis palabras que ella leyó en voz alta; si no son las del pedido, no se responde
arg-recovery-start-person = Nombre de quien pide
arg-recovery-start-answer = Archivo con una o varias respuestas, separadas por una línea en blanco; - para la entrada estándar
arg-recovery-refuse-id = Qué aparato; si no, el único que pide
arg-verbose = Contar más por la salida de errores
arg-help = Mostrar esta ayuda
arg-version = Mostrar la versión
arg-network = Nombre de la red
arg-org = Nombre de la organización
arg-person = Nombre de la persona, como quiere que la vean
arg-country = País, con dos letras (por ejemplo PY)
arg-name = Nombre
arg-invite-org-name = Nombre de la organización
arg-invite-member-name = Nombre para saludarla; ella elige el suyo
arg-invite-node-name = Cómo llamar a la máquina
arg-invite-node-blind = Repetidora ciega: guarda y entrega, sin claves para leer
arg-role = Papel: coordinator (coordinadora), member (integrante) u observer (observadora)
arg-space-add-role = Papel: write (escribe), read (lee) o admin (administra)
arg-expires = Cuánto dura, por ejemplo 7d, 12h o 30m
arg-id = Código corto o completo, o nombre
arg-code = Código de invitación; un archivo que lo tiene, o - para la entrada estándar
arg-connect = Dirección a la que llamar; se puede repetir
arg-timeout = Cuánto esperar, por ejemplo 30s
arg-from-bundle = Paquete del que tomar la red; - lee la entrada
arg-listen = Dirección donde escuchar, en lugar de la habitual; se puede repetir
arg-announce = Dirección que se publica en lugar de la propia; se puede repetir
arg-mdns = Buscar integrantes en la red local aunque no esté marcada como de confianza
arg-no-mdns = No buscar integrantes en la red local
arg-auto-lock = Bloquear después de este tiempo sin uso, por ejemplo 10m
arg-socks5 = Pasar por este intermediario (no está en esta versión)
arg-until-stdin-ends = Terminar cuando se cierre la entrada
arg-urgent = Cambiar las claves ya en todos los espacios
arg-cut = Dejar sin efecto lo que sus aparatos escriban desde ahora, aunque le pongan otra fecha
arg-keep = De dos historias que contó, vale la que tiene este registro
arg-op = Lo que se quiere mostrar; sin ello, la lista
arg-second-id = Lo que espera, o sobre quién: un identificador o un nombre
arg-member-role-role = coordinator (coordinadora), member (integrante) u observer (observadora)
arg-office-give-org = La organización que recibe el cargo
arg-refound-space = El espacio: nombre o identificador
arg-admin = Quién lo coordina desde ahora; se puede repetir. Sin ello, las coordinadoras de hoy que no están suspendidas
arg-words = Las palabras de seguridad que ella leyó en voz alta
arg-kind = Tipo: working (trabajo), subregion (subregión) o case (caso: de las organizaciones lo lee solo quien ya fue verificada)
arg-agenda-add-kind = Tipo: meeting (reunión), training (capacitación), action (acción) o deadline (plazo)
arg-with = Con quién, además de mí; se puede repetir
arg-history = Qué ven las que llegan después: full (todo) o from-join (desde que entran)
arg-retain = A los cuántos días se olvida lo escrito ahí: 7 a 3650; quien llega lee desde que entra
arg-space = Espacio: código o nombre
arg-who = A quién: código o nombre
arg-agenda-add-who = Responsable
arg-title = Título
arg-body = Texto; - lo lee de la entrada
arg-to = Código del mensaje al que responde
arg-format = Formato: jsonl
arg-file = Archivo; - es la entrada o la salida
arg-template = Texto para empezar: acta, convocatoria o propuesta
arg-from = Archivo con el texto; - lee la entrada
arg-at = Versión que se quiere ver
arg-search-text = Palabras; tienen que estar todas, sin importar mayúsculas ni acentos
arg-network-forget-id = Código de la red; si falta, la de este lugar
arg-shell = Terminal: bash, zsh, fish, elvish o powershell
arg-dir = Carpeta; se crea si falta
arg-text = Solo el texto
arg-base = Versión de la que partió el texto
arg-starts = Comienzo, por ejemplo "2026-12-01 16:00"
arg-ends = Fin, con la misma forma
arg-minutes = Cuántos minutos dura
arg-zone = Zona horaria del lugar, por ejemplo America/Lima
arg-place = Lugar
arg-edition = Número de edición
arg-since = Solo lo que falta en este punto
arg-all = Dejar también de llevar lo de otras
arg-deep = Leer todo, registro por registro

## Órdenes mal escritas

usage-unknown-argument = { $what } no es nada que esta orden conozca. Ver cómo se usa: { $of } --help.
usage-unknown-command = No existe la orden { $what }. Ver las que hay: { $of } --help.
usage-missing-argument = Falta { $what }. Ver cómo se usa: { $of } --help.
usage-missing-command = Falta decir qué hacer. Elegir una de las órdenes de arriba.
usage-missing-value = Falta un valor para { $what }. Ver cómo se usa con --help.
usage-wrong-value = { $value } no sirve para { $what }. Se acepta: { $accepted }.
usage-wrong-form = { $value } no tiene la forma que pide { $what }. Ver cómo se usa con --help.
usage-conflict = { $what } no va junto con otra opción de la misma orden. Dejar una de las dos.
usage-wrong = La orden no se entiende. Ver cómo se usa con --help.

## Errores: qué pasó y qué hacer

error-wrong-passphrase = La contraseña no abre este perfil. Revisar mayúsculas y espacios y probar otra vez.
error-locked = El perfil está bloqueado. Abrirlo con: asamblea unlock.
error-weak-passphrase = La contraseña es fácil de adivinar. Usar al menos cuatro palabras elegidas al azar.
weak-short = La contraseña es muy corta. Hacen falta 12 letras o más: usar las cinco palabras que se ofrecen.
weak-keyboard = La contraseña se adivina: sigue el orden del teclado. Usar cinco palabras al azar.
weak-repeats = La contraseña se adivina: repite lo mismo. Usar cinco palabras al azar.
weak-common = La contraseña se adivina: es de las que más se usan. Usar cinco palabras al azar.
weak-sequence = La contraseña se adivina: sigue una serie, como abc o 1234. Usar cinco palabras al azar.
weak-date = La contraseña se adivina: es una fecha. Usar cinco palabras al azar.
weak-names = La contraseña se adivina: está hecha de nombres. Usar cinco palabras al azar.
weak-guessable = La contraseña se adivina con pocas pruebas. Usar cinco palabras al azar.
error-panic-yes = Para destruir sin que nadie escriba la palabra hace falta --yes.
error-panic-word = No es la palabra. No se destruyó nada.
error-leave-yes = Para salir sin que nadie escriba la palabra hace falta --yes.
error-leave-word = No es la palabra. No se salió de nada.
error-second-word = No es la palabra. No se confirmó nada.
error-not-found = { $subject ->
    [none] No se encontró lo que se pidió. Revisar el código con la lista que corresponde.
   *[other] No se encontró { $subject }. Revisar el código con la lista que corresponde.
}
error-ambiguous = { $subject ->
    [none] Lo escrito puede ser más de una cosa. Escribir más letras del código.
   *[other] { $subject } puede ser más de una cosa. Escribir más letras del código.
}
error-frozen = { $subject ->
    [none] Una palabra tuya contra otra persona espera la segunda: hasta entonces no se puede admitir a nadie. Pedir a otra coordinadora que la dé, o levantarla.
   *[other] Una palabra tuya espera la segunda ({ $subject }): hasta entonces no se puede admitir a nadie. Pedir a otra coordinadora que la dé, o levantarla.
}
error-forked = Este aparato contó dos historias: sus cambios en documentos esperan a que una coordinadora decida. Escribir desde otro aparato (asamblea invite device).
error-carrier = Esta máquina es una repetidora: guarda y entrega lo de otras, no puede leer ni escribir. Hacerlo en un aparato de una persona.
error-no-effect = { $subject ->
    [none] Eso no tendría efecto: ya es así, ya está decidido, o le toca a otra persona. Ver: asamblea who.
   *[other] Eso no tendría efecto ({ $subject }): ya es así, ya está decidido, o le toca a otra persona. Ver: asamblea who.
}
error-not-permitted = { $subject ->
    [none] Tu papel no permite hacer esto. Pedirlo a quien coordina.
   *[other] Tu papel no permite hacer esto: { $subject }. Pedirlo a quien coordina.
}
error-invitation-used = Esta invitación ya se usó. Pedir una nueva a quien invitó, y avisarle si no la usaste.
error-invitation-ended = Esta invitación ya no vale. Pedir una nueva a quien invitó.
error-invitation-malformed = El código de invitación está incompleto o cambiado. Copiarlo otra vez entero.
error-unreachable = { $subject ->
    [none] Nadie respondió a tiempo. Revisar la conexión y probar otra vez, o usar un paquete en una memoria USB.
   *[other] Nadie respondió a tiempo: { $subject }. Revisar la conexión y probar otra vez, o usar un paquete en una memoria USB.
}
error-damaged = { $subject ->
    [none] Hay datos dañados; lo sano se conservó. Revisar con: asamblea doctor --deep.
   *[other] Hay datos dañados en { $subject }; lo sano se conservó. Revisar con: asamblea doctor --deep.
}
error-forged = { $subject ->
    [none] Se rechazaron datos falsificados; lo bueno se conservó. Preguntar a quien los entregó de dónde salieron.
   *[other] Se rechazaron datos falsificados en { $subject }; lo bueno se conservó. Preguntar a quien los entregó de dónde salieron.
}
error-profile-busy = { $subject ->
    [none] Otro programa tiene abierto este perfil. Cerrarlo, o esperar a que termine.
   *[other] Otro programa (proceso { $subject }) tiene abierto este perfil. Cerrarlo, o esperar a que termine.
}
error-disk-full = El disco está lleno. Liberar espacio y repetir; lo guardado antes sigue a salvo.
error-read-only = { $subject ->
    [none] No se puede escribir en la carpeta. Revisar los permisos o elegir otra con --profile.
   *[other] No se puede escribir en { $subject }. Revisar los permisos o elegir otra carpeta con --profile.
}
error-open-read-only = La carpeta del perfil está abierta a otras cuentas de esta máquina. Cerrarla (chmod 700) y repetir.
error-no-folder-read-only = Eso no es una carpeta. Elegir otra con --profile.
error-wrong-owner = { $subject ->
    [none] La carpeta es de otra persona de esta máquina. Elegir una propia con --profile.
   *[other] Un archivo del perfil es de otra cuenta de esta máquina: { $subject }. Así queda cuando algo se hizo con sudo. Devolver todo a su dueña (sudo chown -R con su cuenta y la carpeta del perfil) y repetir sin sudo.
}
error-no-profile = { $subject ->
    [none] No hay ningún perfil en la carpeta. Empezar con found o join, o elegir otra con --profile.
   *[other] No hay ningún perfil en { $subject }. Empezar con found o join, o elegir otra carpeta con --profile.
}
error-profile-exists = { $subject ->
    [none] Ya hay un perfil en la carpeta. Elegir otra con --profile.
   *[other] Ya hay un perfil en { $subject }. Elegir otra carpeta con --profile.
}
error-usage = { $subject ->
    [none] Un dato de la orden no sirve. Ver cómo se usa con --help.
   *[other] Este dato de la orden no sirve: { $subject }. Ver cómo se usa con --help.
}
error-retain-days = Un espacio olvida entre 7 y 3650 días después. Elegir los días con --retain.
error-retains-nothing = En un espacio que olvida, quien llega lee desde que entra. Quitar --history full.
error-space-forgets = Este espacio olvida lo viejo: no guarda documentos, agendas ni reuniones. Escribirlos en otro espacio.
error-too-long = { $subject ->
    [none] El texto es demasiado largo. Partirlo, o ponerlo en un documento.
   *[other] Es demasiado largo: { $subject }. Partirlo, o ponerlo en un documento.
}
error-no-key-yet = { $subject ->
    [none] Todavía no llegó la clave para leer esto. Sincronizar cuando haya alguien en conexión.
   *[other] Todavía no llegó la clave para leer { $subject }. Sincronizar cuando haya alguien en conexión.
}
error-newer-version = Esto se escribió con una versión más nueva del programa. Actualizarlo para verlo.
error-address = { $subject ->
    [none] No se puede usar esa dirección o ese puerto. Revisarlo o elegir otro.
   *[other] No se puede usar la dirección { $subject }. Revisarla o elegir otra.
}
error-internal = { $subject ->
    [none] Algo falló en el programa o en la máquina. Repetir con -v y revisar con: asamblea doctor.
   *[other] Algo falló en el programa o en la máquina: { $subject }. Repetir con -v y revisar con: asamblea doctor.
}

error-interrupted = Se interrumpió antes de terminar.
error-away-not-permitted = Contestaron, pero no dejan entrar a este aparato: están bloqueadas, o quedó fuera de la red. Ver asamblea alerts list, y preguntar a una coordinadora, en persona o por teléfono.
error-bundle-not-permitted = Nada de este paquete es para este aparato: se hizo para otras personas. Pedir a quien lo hizo uno que sirva aquí.
error-words-not-permitted = Las palabras no son las de ese aparato: no se confirmó nada. Compararlas de nuevo en voz alta; si no coinciden, puede ser el aparato de otra persona: avisar a una coordinadora.
error-vault-damaged = El archivo que la contraseña abre está dañado, y sin él nada de aquí se abre. Volver en otra carpeta con una copia (asamblea backup restore) o con ayuda de otras (asamblea recovery start).
error-socket-read-only = En la carpeta del perfil no se puede abrir la puerta por la que le hablan las órdenes. Revisar los permisos, o elegir una carpeta en un disco de esta máquina con --profile.
error-backup-too-long = Hay algo más grande de lo que cabe en una copia: no se hizo ninguna. Guardar lo que se lee con: asamblea export.
error-travel-too-long = Lo que hace falta para volver no cabe en su archivo. No se borró nada. Hacer una copia y llevarla aparte: asamblea backup create.
error-recovery-unreachable = Ninguna de las que pueden dejar entrar a este aparato respondió a tiempo. Las respuestas quedan guardadas: conectarse y repetir.
error-recovery-name-usage = El nombre es muy largo: caben 128 bytes, unas cien letras. Escribir uno más corto.
error-refound-none-usage = Aquí no se sabe quién coordinaba ese espacio. Nombrar a quienes lo harán con --admin.
error-since-usage = Lo que dice --since no es el punto en que quedó un paquete anterior. Copiarlo entero, como se mostró entonces, o no ponerlo.
error-activity-usage = Falta la actividad: decir qué se va a hacer.
error-body-usage = No hay nada escrito. Escribir algo y repetir.
error-due-usage = Falta el último día, o no es una fecha. Escribirlo como 2026-12-31.
error-ends-usage = El final queda antes del comienzo. Revisar las dos horas.
error-name-usage = Falta el nombre. Escribir uno.
error-network-usage = Falta el nombre de la red. Escribir uno.
error-objective-usage = Falta el objetivo: decir qué se quiere lograr.
error-on-usage = Falta decir sobre qué palabras es el comentario. Copiar unas que estén una sola vez en el texto.
error-org-usage = Falta el nombre de la organización. Escribir uno.
error-percent-usage = El avance va de 0 a 100. Escribir otro número.
error-person-usage = Falta el nombre de la persona. Escribir uno.
error-position-usage = Ese lugar no está en el texto como quedó ahora. Leer el documento otra vez y repetir.
error-quorum-usage = El quórum es de 1 o más. Escribir otro número.
error-revokes-usage = Ese acuerdo es de otro espacio. Solo se deja sin efecto uno del mismo espacio.
error-second-call-usage = La segunda llamada viene después del comienzo. Revisar las dos horas.
error-starts-usage = Falta el comienzo: decir el día y la hora.
error-text-usage = Falta el texto. Escribirlo y repetir.
error-title-usage = Falta el título. Escribir uno.
error-to-usage = Los lugares se cuentan desde 1. Escribir otro número.
error-who-usage = Falta la responsable. Nombrar a alguien.
error-lift-no-effect = No hay nada que levantar: nadie dijo nada contra ella, o ya está decidido. Si está suspendida y debe volver, darle de nuevo su papel: asamblea member role. Si la sacaron, invitarla otra vez.
error-membership-cycle-no-effect = Ese espacio ya está dentro de quien se quiere sumar: quedaría dentro de sí mismo. Sumar a otra persona u organización.
error-membership-burned-no-effect = Ese aparato se dio de baja aquí para siempre: no vuelve. Entrar con un aparato o perfil nuevo: asamblea invite device.
error-membership-cut-no-effect = El corte nombra aparatos que aquí no se conocen como de ella. Sincronizar (asamblea sync) y repetir, o repetir sin --cut.
error-membership-cut-usage = El corte no cabe en una palabra: son más de 400 historias. Repetir sin --cut, y anular sus aparatos uno por uno: asamblea device revoke.
error-membership-taken-no-effect = Otra persona que usó la misma invitación ya está verificada: ese lugar es de ella. Si esta también debe entrar, darle otra invitación: asamblea invite.
error-leaving-myself-not-permitted = Nadie se saca sola con esta orden. Para salir a propósito: asamblea space leave, con el espacio.
error-leaving-only-not-permitted = Nadie más administra ese espacio: quedaría sin quien decida. Nombrar antes a otra (asamblea member role con coordinator, o asamblea space add con --role admin) y que otra persona lo confirme.
error-leaving-org-not-permitted = Estás ahí por tu organización: saldrían todas. Le toca a una coordinadora de tu organización.
error-leaving-through-not-permitted = Lees ahí por otro espacio: hay que salir de ese. Ver por cuál: asamblea space readers.
error-leaving-own-not-permitted = Es tu propio espacio. Para dar de baja un aparato: asamblea device revoke. Para borrar este perfil: asamblea panic.
error-backup-wrong-passphrase = La contraseña no abre esta copia. Es la que se eligió al hacerla. Probar otra vez.
error-backup-damaged = No es una copia de respaldo, o le falta la parte sin la cual nada se abre. No se restauró nada. Probar con otra copia.
error-restoring-damaged = Aquí se cortó la restauración de una copia. Repetirla: asamblea backup restore.
error-travelling = Este perfil está de viaje: aquí no hay nada de él. Para volver: asamblea travel return.
error-not-travelling = Aquí no hay nadie de viaje. Ver qué hay: asamblea status.
error-travel-drafts-usage = Hay borradores sin enviar, y nadie más los tiene. Enviarlos o borrarlos, o perderlos con --anyway. No se borró nada.
error-travel-invitations-usage = Hay invitaciones de este aparato sin usar, y solo él las termina a su hora. Anularlas (asamblea invite list, asamblea invite revoke), o dejarlas abiertas con --anyway. No se borró nada.
error-travel-only-here-usage = Hay un espacio con trabajo que ningún otro aparato tiene. Sumar a alguien o hacer una copia de respaldo, o perderlo con --anyway. No se borró nada.
error-travel-not-permitted = Este aparato no puede dar entrada a otro de la misma persona, así que no habría cómo volver. Viajar con el primer aparato de ella, o hacer una copia de respaldo y usar asamblea panic.
error-travel-unreachable = Nadie de quienes están en conexión tiene todo lo de este aparato. No se borró nada. Conectar con la repetidora o con otra integrante y repetir: asamblea travel start.
error-travel-damaged = Lo que quedó para volver está dañado y no abre. Pedir a quien coordina otra invitación, y entrar con asamblea join en otra carpeta.
error-travel-wrong-passphrase = La contraseña no abre el modo de volver. Es la del perfil antes del viaje. Probar otra vez.
error-ask-damaged = A este aparato le falta algo de lo que escribió. Antes de escribir, encontrarse con otra integrante (asamblea sync) y repetir.
error-backup-not-permitted = Este aparato no puede dar entrada a otro de la misma persona. Hacer la copia en el primer aparato de ella, o que dos que la respaldan lo nombren (asamblea refound).
error-backup-invitation-used = Con esta copia ya entró otro aparato: una copia da entrada una sola vez. Lo restaurado se puede leer. Para entrar, usar asamblea invite device en el otro aparato; si no fue ella, avisar a quien coordina.
error-backup-invitation-ended = La entrada de esta copia se anuló. Lo restaurado se puede leer. Pedir otra invitación a quien coordina.
error-recovery-few-usage = Hacen falta al menos dos personas: con una sola, ella sola podría entrar. Nombrar más con --with.
error-recovery-many-usage = Pueden ser ocho personas como máximo. Elegir menos.
error-recovery-need-usage = Tienen que hacer falta dos personas por lo menos, y no más de las que hay. Corregir --need.
error-recovery-self-usage = Nadie guarda su propia parte: se perdería con sus aparatos. Elegir a otra persona.
error-recovery-twice-usage = La misma persona está dos veces. Nombrar a cada una una vez.
error-recovery-out-not-permitted = Esa persona no está en la red, o ya no. Elegir a una integrante (asamblea who).
error-recovery-first-not-permitted = Este aparato no puede dar entrada a otro de la misma persona. Preparar la recuperación en el primer aparato de ella.
error-recovery-alone-no-effect = Nadie más podría confirmar un aparato nuevo tuyo. Nombrar antes a otra coordinadora (asamblea invite member --role coordinator), o en la Secretaría.
error-recovery-code-invitation-malformed = El texto está incompleto o cambiado. Pedir que lo manden de nuevo, entero, en un archivo.
error-recovery-other-forged = Esa respuesta es para otro pedido. Mandar el pedido de este aparato y pedir una respuesta nueva.
error-recovery-words-not-permitted = Las palabras no son las del pedido: no se respondió. Llamarla por otro medio; puede ser otra persona la que pide.
error-recovery-none-not-found = No se guarda aquí una parte que sirva para ella. Puede haber preparado la recuperación de nuevo con otras personas. Preguntar por su nombre con --for.
error-recovery-whose-ambiguous = Aquí se guardan partes de varias personas. Decir de quién: --for NOMBRE.
error-recovery-nothing-not-found = Nadie pide entrar así, o ya no se puede rechazar. Para sacar un aparato: asamblea device revoke.
error-recovery-which-ambiguous = Varios aparatos piden entrar. Decir cuál: asamblea alerts list, y asamblea recovery refuse APARATO.
error-recovery-early-not-permitted = Ese aparato espera 48 horas para que su dueña pueda rechazarlo. Después entra solo; antes solo lo confirma otro aparato de ella.
error-recovery-invitation-ended = La entrada se rechazó o se anuló: este aparato no entra. Hablar con quien coordina; puede dar otra invitación (asamblea invite member), sin la historia anterior.
error-recovery-invitation-used = Con estas respuestas ya pidió entrar otro aparato. Si no es de la misma persona, avisar enseguida a quien coordina.
error-no-terminal = La pantalla completa necesita una terminal. Usar una orden: asamblea --help.
error-no-home = No se sabe dónde guardar el perfil. Elegir una carpeta con --profile.
error-path = La ruta { $about } no sirve. Escribirla de otra forma.
error-write = No se pudo escribir. Revisar el disco y los permisos.
error-read = No se pudo leer { $about }. Revisar los permisos.
error-no-file = No existe el archivo { $about }. Revisar el nombre.
error-not-text = { $about } no es texto UTF-8. Guardarlo como texto UTF-8 y repetir.
error-empty-body = El mensaje está vacío. Escribirlo con --body o por la entrada.
error-edit-from = Falta el texto nuevo. Darlo con --from ARCHIVO o por la entrada, o editar en la pantalla completa.
error-passphrase-needed = Hace falta la contraseña. Usar una terminal, o un archivo con --passphrase-file.
error-zone = No existe la zona horaria { $about }. Escribirla como America/Lima.
error-time = { $about } no es una fecha con hora. Escribirla como "2026-12-01 16:00" o 2026-12-01T16:00:00-03:00.
error-ends-before = El fin { $about } es anterior al comienzo. Revisar las dos horas.
error-template = No existe esa plantilla. Las que hay: { $about }.
error-import-format = El formato { $about } todavía no se lee en esta versión. Convertirlo a jsonl.
error-import-line = La línea { $about } no es un mensaje: hace falta un objeto JSON con body y, si se quiere, at (fecha RFC 3339) y by. No se trajo nada.
error-import-empty = El archivo no tiene mensajes. No se trajo nada.
error-import-long = El archivo tiene más de { $about } mensajes. Partirlo en varios.
error-socks5 = Pasar por { $about } no es posible en esta versión. No se abrió ninguna conexión.
error-demo-start = Un proceso de la demostración no arrancó a tiempo. Cerrar otros programas y repetir.
error-demo-agree = Las organizaciones de la demostración no llegaron a ver lo mismo a tiempo. Repetir.

## Contraseña y texto

passphrase-ask = Contraseña:
passphrase-advice = Elegir una contraseña: al menos cuatro palabras al azar. Sin ella nadie puede abrir este perfil, tampoco tú.
passphrase-choose = Contraseña nueva:
passphrase-again = Otra vez:
passphrase-backup-ask = Contraseña de la copia:
passphrase-backup = Elegir la contraseña de la copia: al menos cuatro palabras al azar, anotadas lejos del archivo. Sin ella la copia no sirve.
passphrase-differs = Las dos no son iguales. Probar otra vez.
passphrase-former = Contraseña de ahora:
passphrase-suggested = Se ofrecen cinco palabras al azar ({ $bits } bits): { $words }. Con Enter sin escribir nada se toman; anotarlas en papel.
passphrase-differed = Las dos no fueron iguales. No se hizo nada: repetir.
passphrase-changed = Desde ahora abre la contraseña nueva. Las copias de respaldo conservan la suya. Quien copió antes este aparato lo abre todavía con la anterior.
panic-word = destruir
panic-warning = Esto destruye para siempre lo que abre este perfil. No hay regreso, tampoco con la contraseña. Destruir datos durante un allanamiento o un registro puede ser delito.
panic-ask = Para hacerlo, escribir: { $word }
leave-word = salir
leave-warning = Salir de { $space }: desde ahora no llega nada nuevo de ahí. Lo que ya está en este aparato se conserva. Para volver hace falta que otra persona sume o invite.
leave-ask = Para salir, escribir: { $word }
second-word = confirmar
second-ask = Para confirmarlo, escribir: { $word }
panic-done = Destruido. De este perfil no se puede abrir nada. Otro aparato o una copia de respaldo permiten volver; avisar a una coordinadora que saque este aparato.
travel-started = De viaje: en esta máquina queda solo el modo de volver, que se abre con la contraseña.
travel-advice = Para volver: asamblea travel return. Si quitan la máquina y obligan a dar la contraseña, otra coordinadora puede cerrar el regreso anulando esta invitación.
travel-back = De vuelta, como aparato nuevo de la misma persona. Lo demás llega al sincronizar. Pedir a una coordinadora que anule el aparato anterior (asamblea device revoke).
travel-waiting = El perfil está listo, pero nadie respondió todavía. Para seguir: asamblea sync.
travel-status = De viaje: aquí no hay nada. Para volver: asamblea travel return.
body-ask = Escribir el texto y terminar con Ctrl-D en una línea vacía:
code-ask = Pegar el código y terminar con Ctrl-D en una línea vacía:

## Respuestas

done = Hecho.
saved = Guardado
not-saved-yet = Todavía no guardado
unread = { $n ->
    [one] 1 sin leer
   *[other] { $n } sin leer
}
label-network = Red
label-network-code = Código de la red
label-org = Organización
label-person = Persona
label-device = Aparato
label-safety-words = Palabras de seguridad
label-invitation = Invitación
label-expires = Vale hasta
label-role = Papel
label-address = Escucha en
label-state = Estado
label-history = Historia
label-authors = Escribieron
label-version = Versión
label-signed-by = Firma
label-published = Publicada
label-last-exchange = Último intercambio
label-held = La tienen
label-missing = Faltan

found-done = La red está fundada en este aparato.
safety-words-why = Las palabras de seguridad se comparan en voz alta: si son iguales, el aparato es el verdadero.
safety-words-es = En español: { $words }
safety-words-pt = En portugués: { $words }
safety-words-en = En inglés: { $words }
join-done = Entraste en la red.
join-waiting = La invitación se guardó, pero nadie respondió todavía. Repetir la misma orden más tarde.
restore-joined = La copia se restauró como aparato nuevo, que ya está dentro.
restore-waiting = La copia se restauró como aparato nuevo. Ya se puede leer. Para entrar y escribir: asamblea sync, con alguien conectada. Anular el aparato perdido: asamblea device revoke.
backup-done = La copia está hecha.
backup-ops = { $n ->
    [one] 1 registro
   *[other] { $n } registros
}
backup-advice = Sincronizar una vez (asamblea sync): la copia da entrada cuando otras saben de ella. Guardarla lejos de este aparato, y su contraseña en otro lugar. Si se pierde: asamblea invite revoke, con el código de arriba.

recovery-set-up = La recuperación está preparada. Cada persona guarda una parte, que solo ella abre.
recovery-need = { $n ->
    [one] hace falta 1
   *[other] hacen falta { $n }
}
recovery-of = { $n ->
    [one] de 1
   *[other] de { $n }
}
recovery-have = { $n ->
    [0] ninguna respuesta
    [one] 1 respuesta
   *[other] { $n } respuestas
}
recovery-missing = { $n ->
    [0] no falta ninguna
    [one] falta 1
   *[other] faltan { $n }
}
recovery-foreign = { $n ->
    [one] 1 respuesta no cuenta: es de otra preparación
   *[other] { $n } respuestas no cuentan: son de otra preparación
}
recovery-holder = Guarda una parte
recovery-replaced = La preparación anterior ya no sirve.
recovery-set-up-advice = Sincronizar una vez (asamblea sync) y contarles qué guardan: si un día llega un pedido, llamarte antes de responder. Prepararla de nuevo cuando una de ellas se va.
recovery-says = Dice que es
recovery-of-whom = Pide la parte de
recovery-words-label = Palabras del pedido
recovery-help-why = Llamarla por teléfono o en persona: ella lee sus palabras. Si no son estas, o la voz no es la suya, no responder.
recovery-agree = ¿Son las mismas palabras, y es ella? (sí/no)
recovery-yes = sí
recovery-answer = Mandarle esta respuesta. Sirve solo para su pedido:
recovery-answer-advice = Cuando entre, pasan 48 horas: quien tenga un aparato de ella puede rechazarlo. Si no fue ella: asamblea recovery refuse.
recovery-asking = Mandar este pedido, entero, a quienes guardan las partes:
recovery-words-why = Leerles estas palabras por teléfono o en persona: así saben que el pedido es el tuyo.
recovery-wrong = Hay respuestas bastantes, pero al menos una no sirve. Pedir la de otra persona.
recovery-asking-advice = Guardar cada respuesta en un archivo y repetir: asamblea recovery start --answer ARCHIVO.
recovery-waiting = El aparato nuevo está anunciado y espera. Durante 48 horas quien tenga otro aparato tuyo puede rechazarlo; después lo confirma el nodo de una coordinadora.
recovery-waiting-advice = Dejarlo conectado (asamblea node) o repetir esta orden más tarde. Hasta entonces no lee ni escribe nada.
recovery-joined = Entraste de nuevo, con un aparato nuevo. Anular los perdidos (asamblea device revoke) y preparar la recuperación otra vez.

invite-done = Pasar este código a quien se invita, por un medio en el que confíen las dos:
invite-advice = Sirve una sola vez. Después, comparar en voz alta las palabras de seguridad.
invite-none = No hay invitaciones hechas en este aparato.
invite-kind-org = organización
invite-kind-member = integrante
invite-kind-device = aparato
invite-kind-node = nodo
invite-kind-backup = copia de respaldo
invite-kind-recovery = recuperación
invite-state-open = abierta
invite-state-used = usada
invite-state-ended = terminada

status-waiting = Falta que alguien de la red responda: repetir join o dejar la pantalla abierta.
status-locked = Las claves no están en memoria: el perfil está bloqueado.
status-peers = { $n ->
    [0] Nadie en conexión
    [one] 1 aparato en conexión
   *[other] { $n } aparatos en conexión
}
status-coordinators = Hay { $n } de 3 coordinadoras: con una sola que falte, nadie puede invitar ni dar de baja. asamblea invite member --role coordinator
status-invitations = { $n ->
    [one] 1 invitación abierta
   *[other] { $n } invitaciones abiertas
}
status-ops = { $n ->
    [one] 1 registro
   *[other] { $n } registros
}
status-pending = { $n ->
    [one] 1 espera a otros
   *[other] { $n } esperan a otros
}
status-quarantined = { $n ->
    [one] 1 apartado
   *[other] { $n } apartados
}
role-coordinator = coordinadora
role-member = integrante
role-observer = observadora
role-admin = administra
role-write = escribe
role-read = lee
role-carrier = repetidora
space-kind-network = red
space-kind-org = organización
space-kind-subregion = subregión
space-kind-person = persona
space-kind-working = trabajo
space-kind-case = caso
space-history-full = quien llega ve todo
space-history-from-join = quien llega ve desde que entra
space-retain = { $n ->
    [one] cada aparato olvida al día
   *[other] cada aparato olvida a los { $n } días
}
space-forgotten = { $n ->
   *[other] aquí se olvidó lo anterior a { $n } días
}
space-people = { $n ->
    [one] lo lee 1 persona
   *[other] lo leen { $n } personas
}
space-orgs = { $n ->
    [one] de 1 organización
   *[other] de { $n } organizaciones
}
space-reader-devices = { $n ->
    [one] 1 aparato
   *[other] { $n } aparatos
}
space-none = Todavía no hay espacios.
who-none = Todavía no se conoce a nadie.
who-kind-org = organización
who-kind-person = persona
who-kind-device = aparato
who-state-active = activa
who-state-unverified = sin verificar
who-state-waiting = espera una segunda palabra
who-state-suspended = suspendida
who-state-removed = fuera
who-state-invited = invitada
who-waits-words = espera que se comparen sus palabras
who-waits-decision = espera lo que se decida sobre quien la invitó
who-invited-by = invitó
who-me = yo
member-keys-changed = { $n ->
    [one] se cambió 1 clave
   *[other] se cambiaron { $n } claves
}
member-keeps = No recibirá nada nuevo. Lo que ya tenía lo conserva.
member-still-in = Todavía recibe en { $spaces }: la saca el aparato de quien administra, cuando lo oye, o asamblea space remove. Lo que ya tenía lo conserva.
member-reads-in = Todavía lee en { $spaces }: una suspensión vale donde se dijo. De ahí la saca quien administra, con asamblea space remove.
member-ousted = También salieron, porque entraron por lo que quedó sin efecto: { $names }. Si alguna tiene que seguir, invitarla de nuevo: asamblea invite member.
word-cuts = Lleva un corte: al decidirse queda sin efecto lo que sus aparatos escribieron y quien lo dijo no conocía.
word-ousts = Al decidirse salen también, porque entraron por ella: { $names }. Si alguna tiene que seguir, habrá que invitarla de nuevo: asamblea invite member.
word-cuts-and-ousts = Lleva un corte: al decidirse queda sin efecto lo que sus aparatos escribieron y quien lo dijo no conocía. Salen también, porque entraron por eso: { $names }. Si alguna tiene que seguir, habrá que invitarla de nuevo: asamblea invite member.
member-uncut = Va sin corte: ese aparato tiene más de 400 historias y no caben en una palabra. Lo que una copia de él escriba con fecha de antes todavía vale: mirar asamblea adopt y asamblea who.
member-unrotated = La clave de { $spaces } la cambia quien escribe ahí, con su próximo mensaje, cuando su aparato se entera.
member-waits = Ya vale, y se puede levantar: falta la segunda palabra de otra coordinadora, o de quien respalda este espacio. Hasta entonces no se puede admitir ni ascender a nadie.
member-proposed = { $orgs ->
    [none] Todavía no vale nada de esto: falta la segunda palabra de otra persona.
   *[other] Todavía no vale nada de esto. { $orgs }
}
refound-orgs = { $agreed ->
    [none] Palabras de organizaciones que hacen falta: { $needed }. Todavía ninguna que cuente dio la suya. Pueden darla: { $missing }.
   *[other] Palabras de organizaciones que hacen falta: { $needed }. Ya la dieron: { $agreed }. Pueden darla: { $missing }.
}
member-back = Ya está decidido: de ahí no recibe nada nuevo y conserva lo que tenía. Para que vuelva: asamblea member role, con su papel.
member-left = Saliste. No llega nada nuevo de ahí; lo que tenías lo conservas. Para volver, que alguien de ahí te sume o te invite.
member-left-waits = Tu salida espera la palabra de otra persona que coordine ahí. Hasta entonces estás en suspenso, y puedes retirarla.
member-second = Para darla: asamblea second
member-lift = Para levantarlo: asamblea member lift
member-admins = Coordinarían
aside-none = No hay nada guardado aparte.
aside-waiting = { $n ->
    [one] Además espera 1 cosa que otra escribió encima: tampoco se muestra sin esto.
   *[other] Además esperan { $n } cosas que otras escribieron encima: tampoco se muestran sin esto.
}
aside-adopt = Para mostrar algo como dicho: asamblea adopt ID (lo decide una coordinadora)
aside-why-story = a la vista; su aparato contó otra historia al lado
aside-story = historia
aside-why-fork = su aparato contó dos historias: sin aclarar
aside-why-cut = escrito después de que se la sacó, o en la otra historia
aside-why-removed = su autora no podía escribir ahí
aside-why-unreadable = no es lo que escribe ninguna versión
aside-kind-recovery = parte de una recuperación
aside-kind-post = mensaje
aside-kind-thread = discusión
aside-kind-edit = cambio de un mensaje
aside-kind-retract = mensaje retirado
aside-kind-close = cierre de una discusión
aside-kind-doc = documento
aside-kind-doc-edit = cambio de un documento
aside-kind-agenda = agenda
aside-kind-item = actividad de una agenda
aside-kind-edition = edición de una agenda
aside-kind-receipt = acuse de una agenda
aside-kind-name = nombre
aside-kind-invitation = nombre de una invitación
aside-kind-addresses = direcciones de un aparato
aside-kind-unknown = desconocido

thread-none = Todavía no hay discusiones.
thread-forgotten = (el comienzo se olvidó aquí)
thread-posts = { $n ->
    [one] 1 mensaje
   *[other] { $n } mensajes
}
thread-closed = cerrada
thread-damaged = Una parte de esta discusión está dañada en este aparato. Revisar con: asamblea doctor --deep.
missing-damaged = Puede faltar algo: una parte está dañada en este aparato. Revisar con: asamblea doctor --deep.
post-answers = responde a
post-edited = corregido
post-quarantined = su aparato contó dos historias: sin aclarar
post-unread = nuevo
post-delivered = entregado
post-by = Escrito en otro lado por
post-retracted = (su autora lo retiró)

doc-none = Todavía no hay documentos.
doc-changed = con cambios
doc-inserted = { $n ->
    [one] 1 letra más
   *[other] { $n } letras más
}
doc-deleted = { $n ->
    [one] 1 letra menos
   *[other] { $n } letras menos
}

agenda-none = Todavía no hay agendas.
agenda-draft = borrador
agenda-edition = edición { $n }
agenda-items = { $n ->
    [one] 1 fecha
   *[other] { $n } fechas
}
agenda-published = Publicada
agenda-cancelled = CANCELADA
agenda-kind-meeting = reunión
agenda-kind-training = capacitación
agenda-kind-action = acción
agenda-kind-deadline = plazo
agenda-held = Edición { $edition }: la tienen { $held } de { $of } organizaciones.

bundle-ops = { $n ->
    [one] 1 registro nuevo
   *[other] { $n } registros nuevos
}
bundle-repeated = { $n ->
    [one] 1 repetido
   *[other] { $n } repetidos
}
bundle-bytes = { $n } bytes
bundle-refused = { $n ->
    [one] Se rechazó 1 parte dañada o falsificada; lo demás se conservó.
   *[other] Se rechazaron { $n } partes dañadas o falsificadas; lo demás se conservó.
}
sync-done = Al día: { $received } registros recibidos, { $sent } enviados; { $in } bytes de entrada, { $out } de salida, en { $seconds } s.

alert-none = No hay alertas.
alert-done = vista
alert-adopted = Se mostró algo que estaba aparte, en { $space }. Lo decidió { $by }. Ver lo que queda aparte: asamblea adopt.
alert-away = Nadie de { $subject } deja entrar a este aparato, aunque contestan. Pueden estar bloqueadas, o este aparato quedó fuera. Preguntar a una coordinadora, en persona o por teléfono. Lo guardado se puede leer.
alert-conflict = Dos usaron la misma invitación: { $subject }, en { $space }. Ninguna está adentro todavía. Hablar con quien se quiso invitar, comparar las palabras de su aparato (asamblea who) y verificarlo: asamblea device verify. La otra queda fuera, y conserva lo que le hayan sellado antes quienes no sabían de las dos.
alert-conflict-me = Otra persona usó la misma invitación que este aparato: { $subject }, en { $space }. Ninguna está adentro todavía. Leer a quien te invitó las palabras de este aparato (asamblea status), en persona o por teléfono, para que lo verifique.
alert-forged = Se dejó fuera un cambio de un documento, falsificado o dañado: { $subject }. Preguntarle qué programa usa, y revisar su aparato.
alert-frozen = Tu palabra contra { $subject } ({ $space }) espera la de otra persona. Hasta entonces no se puede admitir ni ascender a nadie. Pedir la segunda palabra (asamblea second { $op }) o retirar la tuya (asamblea member lift { $op }).
alert-grant-waiting = { $by } propone que { $subject } coordine: { $space }. No vale hasta la segunda palabra. Si está bien, darla: asamblea second { $op }. Si no, hablar con quien lo propuso.
alert-grant-waiting-me = { $by } propone que coordines { $space }. No vale hasta que otra persona dé la segunda palabra: asamblea second { $op }.
alert-invitation-late = Alguien llegó con una invitación que ya no vale: { $subject }. Si se la espera, darle una nueva: asamblea invite.
alert-invitation-misused = Alguien quiso usar otra vez una invitación ya usada: { $subject }. Preguntar a quien se invitó si perdió el código, y comparar las palabras de su aparato.
alert-lifted = Se levantó lo dicho contra { $subject } ({ $space }). Lo hizo { $by }. Vuelve a recibir y a escribir como antes. Hasta que todas lo sepan, puede abrir algo que no era para ella, o no abrir algo que sí.
alert-lifted-me = Se levantó lo dicho contra ti ({ $space }). Lo hizo { $by }. Vuelve a llegar lo nuevo; sincronizar trae lo que faltó: asamblea sync.
alert-lowered = Bajó el papel de { $subject } en { $space }: queda como { $role }. Lo dijo { $by }. { $op ->
    [none] Ya está decidido. Para volver a subirlo: asamblea member role.
   *[other] Otra persona lo decide (asamblea second { $op }) o lo levanta (asamblea member lift { $op }).
}
alert-lowered-me = Bajó tu papel en { $space }: queda como { $role }. Lo dijo { $by }. { $op ->
    [none] Ya está decidido. Hablar con quien coordina.
   *[other] Otra persona lo decide o lo levanta. Pedirle que mire: asamblea member lift { $op }.
}
alert-office-given = { $subject } tiene el cargo de Secretaría. Lo propuso { $by }. Desde ahora respalda la red y publica las agendas.
alert-office-left = { $subject } deja el cargo de Secretaría. Lo dijo { $by }. { $op ->
    [none] Ya está decidido.
   *[other] Falta la segunda palabra: asamblea second { $op }. Para que siga: asamblea member lift { $op }.
}
alert-office-waiting = { $by } propone que { $subject } tenga el cargo de Secretaría. No vale hasta la segunda palabra. Si está acordado, darla: asamblea second { $op }. Si no, hablar con quien lo propuso.
alert-out = Este aparato quedó fuera: { $subject } ya no lo deja entrar. Lo guardado se puede leer; lo nuevo no llega ni sale. Preguntar a una coordinadora, en persona o por teléfono. Se vuelve con una invitación nueva y un perfil nuevo.
alert-refound-waiting = { $orgs ->
    [none] { $by } propone que coordinen { $space }: { $subject }. No vale hasta la segunda palabra. Si está acordado, darla: asamblea second { $op }. Si no, hablar con quien lo propuso.
   *[other] { $by } propone que coordinen { $space }: { $subject }. { $orgs } Si está acordado, darla: asamblea second { $op }. Si no, hablar con quien lo propuso.
}
alert-refounded = Cambió quién coordina { $space }: { $subject }. Lo propuso { $by }. Las de antes siguen como integrantes. Ver: asamblea who.
alert-removed = Ya no está: { $subject }{ $space ->
    [none] {""}
   *[other] {" "}({ $space })
}. { $by ->
    [none] {""}
   *[other] Lo decidió { $by }.{" "}
}No recibe nada nuevo; conserva lo que tenía. Si fue un error, hablar con quien lo decidió e invitar otra vez: asamblea invite.
alert-removed-me = Quedaste fuera de { $space }. Lo decidió { $by }. Lo guardado se puede leer; no llega nada nuevo. Hablar con una coordinadora, en persona o por teléfono. Se vuelve con una invitación nueva y un perfil nuevo.
alert-left = Se fue por decisión propia: { $subject }{ $space ->
    [none] {""}
   *[other] {" "}({ $space })
}. No recibe nada nuevo; conserva lo que tenía. Para que vuelva: asamblea invite, o asamblea space add.
alert-left-me = Saliste de { $space } desde otro aparato tuyo. Lo guardado se puede leer; no llega nada nuevo de ahí.
alert-followed-out = Quien salió ya no lee aquí: { $subject }. Este aparato lo dijo también en { $space }, que coordinas. Si tiene que seguir: asamblea space add.
alert-still-in = { $subject } quedó fuera y todavía lee en { $space }. No escribir ahí lo que no deba leer. Quien coordina ese espacio puede sacarla: asamblea space remove; si ella también lo coordina, hacen falta dos personas.
alert-suspended = Quedó en suspenso: { $subject }{ $space ->
    [none] {""}
   *[other] {" "}({ $space })
}. { $by ->
    [none] {""}
   *[other] Lo dijo { $by }.{" "}
}No recibe nada nuevo; conserva lo que tenía. { $op ->
    [none] Vuelve cuando una coordinadora le da de nuevo su papel: asamblea member role.
   *[other] Hablar con las dos. Después otra persona decide: sacarla (asamblea second { $op }) o levantarlo (asamblea member lift { $op }).
}
alert-suspended-me = Quedaste en suspenso en { $space }. Lo dijo { $by }. Lo guardado se puede leer; lo nuevo no llega. { $op ->
    [none] Vuelves cuando una coordinadora te da de nuevo tu papel. Hablar con ella, en persona o por teléfono.
   *[other] Otra persona decide. Hablar con otra coordinadora, o con quien respalda: lo levanta con asamblea member lift { $op }.
}
alert-void = No vale lo que admitió a { $subject } ({ $space }): quien lo hizo, { $by }, perdió su papel al mismo tiempo o antes. Si tiene que entrar, otra coordinadora la invita de nuevo: asamblea invite.
alert-void-me = No vale lo que te admitió en { $space }: quien lo hizo, { $by }, perdió su papel al mismo tiempo o antes. Pedir otra invitación a una coordinadora, en persona o por teléfono.
alert-backup-refused = La entrada de la copia de respaldo ya no vale: este aparato lee lo restaurado, pero no entra. Pedir otra invitación (asamblea invite device).
alert-fork = Un aparato contó dos historias distintas: { $subject }. Puede haber una copia. Se guardan las dos; sus cambios en documentos esperan. Hablar con su dueña; si no lo explica, anular el aparato (asamblea device revoke) y ver lo apartado (asamblea adopt).
alert-carrier-full = La repetidora no tiene más lugar para { $subject }: lo nuevo de ahí no se guarda. Hablar con quien escribe tanto, o poner otra repetidora.
alert-misbehaved = El dispositivo de { $subject } rompe las reglas de la conexión: se desconecta. Hablar con quien lo usa: puede tener un error, o estar en otras manos.
alert-flood = Un aparato de { $subject } manda mucho más de lo normal. { $device ->
    [none] {""}
   *[other] Van { $count } registros y { $size } MiB, del aparato { $device }.{" "}
}Nada se pierde: lo suyo entra despacio, y lo de las demás pasa antes. Hablar con ella: si no es ella quien escribe, o no para, una coordinadora anula el aparato (asamblea device revoke).
alert-recovery = Un aparato nuevo pide entrar como { $subject }, con ayuda de sus personas de confianza. En 48 horas entra, si nadie lo rechaza. Llamarla: si no fue ella, asamblea recovery refuse, o asamblea device revoke con ese aparato.
alert-recovery-own = Alguien pide entrar como tú con un aparato nuevo: { $subject }. Si eres tú, no hay que hacer nada. Si no, rechazarlo antes de 48 horas: asamblea recovery refuse, o asamblea device revoke con ese aparato.
alert-recovery-contested = Dos aparatos piden entrar con la misma recuperación: { $subject }. Ninguno entra solo. Llamarla: si uno es de ella, verificar ese (asamblea device verify); si no, rechazarlos (asamblea recovery refuse).
alert-recovery-refused = No entra: { $subject }. Su recuperación se rechazó. Si era ella, darle otra invitación (asamblea invite member).
alert-recovered = Volvió a entrar con un aparato nuevo: { $subject }. Si no fue ella, anularlo enseguida: asamblea device revoke. Comparar sus palabras de seguridad.
alert-recovery-holder = Ya no está quien guarda una parte de tu recuperación: { $subject }. Su parte todavía sirve. Prepararla de nuevo: asamblea recovery setup.
alert-damaged = Hay datos dañados: { $subject }. Revisar con: asamblea doctor --deep.
alert-damaged-journal = Se dañó una parte del diario de este aparato: puede faltar algo; lo demás está entero. Encontrarse con otra integrante la trae otra vez: asamblea sync.
alert-damaged-set-back = El diario de este aparato perdió su final, o se puso una copia vieja. Antes de escribir, encontrarse con otra integrante: asamblea sync.
alert-damaged-keys = Se dañaron las claves de este aparato y se hicieron otras. Encontrarse con otra integrante para recibir lo que falta: asamblea sync.
alert-damaged-keys-back = Volvió un archivo de claves viejo, y el diario es más nuevo. Encontrarse con otra integrante para recibir lo que falta: asamblea sync. Si nadie lo puso ahí, alguien tuvo este disco en la mano.
alert-set-back = Este aparato volvió a un estado más viejo: lo que había escrito desde entonces volvió de otras. Se puso una copia vieja de su carpeta, hay una copia suya en uso en otro lado, o su disco perdió el final. Lo que otras tenían no se perdió. Averiguar quién tuvo el aparato o restauró una copia. Si nadie lo explica, invitar un aparato nuevo (asamblea invite device) y anular este (asamblea device revoke { $device }).
alert-mended = Se dañó una copia de { $subject } y se reparó: no falta nada. Si se repite, el disco falla: hacer una copia de respaldo (asamblea backup create).
alert-mended-heads = Se dañó una copia de lo que recuerda hasta dónde llega el diario y se reparó: no falta nada. Si se repite, el disco falla: hacer una copia de respaldo (asamblea backup create).
alert-mended-keys = Se dañó una copia de las claves de este aparato y se reparó: no falta nada. Si se repite, el disco falla: hacer una copia de respaldo (asamblea backup create).
alert-mended-mirror = Se dañó la segunda copia de una parte del diario y se reparó: no falta nada. Si se repite, el disco falla: hacer una copia de respaldo (asamblea backup create).
alert-mended-vault = Se dañó una copia de la bóveda y se reparó: no falta nada. Si se repite, el disco falla: hacer una copia de respaldo (asamblea backup create).
alert-mended-vault-half = Una de las dos copias de la bóveda no se abre con esta contraseña. Poner otra vez una contraseña escribe las dos: asamblea passphrase change.
alert-forged-edition = Se rechazó una agenda que la Secretaría no firmó: { $subject }. Preguntar de dónde salió.
alert-newcomer = Llegó alguien: { $subject }. Comparar sus palabras de seguridad y verificar su aparato.

check-ok = bien
check-mended = bien (se dañó una copia y se reparó)
check-rebuilt = bien (se rehizo desde el diario al abrir)
check-not-ok = ATENCIÓN
check-found = Para quien ayude, en inglés: { $subject }.
check-profile = Perfil
check-permissions = Permisos
check-clock = Reloj
check-keys = Claves
check-journal = Diario
check-index = Índice
check-ports = Puertos
check-peers = Conexiones
check-memory = Memoria
check-swap = Memoria en el disco
mend-profile = Poner otra vez una contraseña: asamblea passphrase change. Si ya no abre, volver a la copia de respaldo o entrar de nuevo con una invitación.
mend-permissions = Dejar la carpeta del perfil, y todo lo que hay en ella, solo para su dueña (chown -R con su cuenta, chmod 700).
mend-clock = Poner en hora el reloj de la máquina.
mend-keys = Sincronizar con otra integrante: sus copias se sellan para las claves nuevas.
mend-journal = Sincronizar con otra integrante: lo que falta vuelve de sus copias.
mend-index = Se rehace solo desde el diario al volver a abrir.
mend-ports = Elegir otro puerto con --listen, o cerrar el programa que lo usa.
mend-peers = Revisar la conexión, o llamar a una dirección con --connect.
mend-memory = Volver a abrir el programa. Si sigue así, pedir a quien cuida la máquina que apague los volcados de memoria.
mend-swap = Cifrar el área de intercambio de esta máquina o apagarla (quien la administra: swapoff -a): lo que el programa tiene en memoria puede quedar ahí, legible. Un disco cifrado la incluye.

progress-receiving = Recibiendo: { $count } novedades hasta ahora
progress-reading = Leyendo lo guardado: { $percent } %
progress-indexing = Rehaciendo el índice: { $percent } %
progress-sorting = Ordenando lo leído: { $percent } %

node-listening = Escucha en { $address }
node-ready = En marcha.
node-peer-connected = Llegó { $who }
node-peer-closed = Se fue { $who }
node-synced = Al día con { $who }: { $received } recibidos, { $sent } enviados
node-alert = Alerta nueva: { $code }. Verla con: asamblea alerts list.
node-stopping = Terminando.

demo-begins = Preparando una red de demostración: tres organizaciones, datos ficticios, todo se borra al salir.
demo-running = { $org }: en marcha
demo-writing = Escribiendo el trabajo de ejemplo...
demo-same = Las tres organizaciones ven lo mismo (datos ficticios):
demo-banner = DEMOSTRACIÓN: datos ficticios, todo se borra al salir
demo-documents = { $n ->
    [one] 1 documento
   *[other] { $n } documentos
}

network-none = No se reconoce ninguna red local: aquí no se busca a nadie.
network-here = este lugar
network-trusted = de confianza
network-untrusted = sin marcar
network-unknown = todavía no se sabe cuál es
network-searching = buscando integrantes
network-why = Solo en una red de confianza este aparato avisa que está y busca a otras. Marcar la propia casa u oficina: asamblea network trust.

search-none = No se encontró nada con esas palabras.
search-kind-thread = discusión
search-kind-post = mensaje
search-kind-doc = documento
search-kind-agenda = agenda
search-kind-item = fecha

man-done = { $n } páginas escritas en { $dir }.

## Modo de texto

text-hint = Escribir un número para abrir, o una palabra: «ayuda» las dice todas.
text-help-hint = «ayuda» dice las palabras que se pueden usar aquí.
text-help-commands = También sirve cualquier orden del programa; #3 es el código de lo que tiene el número 3. Ejemplo: thread reply #3 --body "Hola".
text-thread = Discusión
text-document = Documento
text-new = nuevo
text-news = Hay { $count } sin leer. «siguiente» las abre.
text-empty-space = Todavía nadie escribió aquí. «nueva» y un título empiezan una discusión.
text-no-agenda = Todavía no hay agendas.
text-locked = Cerrado: las claves ya no están en la memoria. «llave» vuelve a abrir.
text-body-ask = Escribir el texto. Una línea con un punto solo lo termina; vacío, no se manda nada.
text-verb-home = lo que espera: alertas, votos, tareas, sin leer, próximas fechas
cmd-home = Lo que espera: alertas, votos, tareas, planes por firmar, sin leer, próximas fechas
text-verb-meetings = las reuniones
text-verb-rounds = las rondas de diagnóstico
text-verb-plans = los planes
text-verb-tasks = las tareas
text-meetings-how = Para lo demás, con su número en lugar de N: meeting attend #N, meeting agree #N --text "..." o meeting approve #N.
text-rounds-how = Para puntuar, con su número en lugar de N: assessment score #N --item GOB1 --score 2 --note "..."
text-plans-how = Para firmar, con su número en lugar de N: plan sign #N
text-verb-spaces = los espacios
text-verb-agenda = la agenda
text-verb-people = las personas
text-verb-search = buscar palabras en todo
text-verb-open = abrir un número; el número solo hace lo mismo
text-verb-back = volver a la lista de antes
text-verb-again = repetir lo último
text-verb-next = abrir lo siguiente sin leer
text-verb-reply = responder en la discusión abierta
text-verb-reply-to = responder al mensaje de ese número
text-verb-new = empezar una discusión con ese título en el espacio abierto
text-verb-readers = quién lee aquí
text-verb-seen = marcar como vista la alerta de ese número
text-verb-sync = conectar e intercambiar ahora
text-verb-carry = escribir en ese archivo todo lo propio, para llevarlo por USB
text-verb-bring = leer un archivo que alguien trajo por USB
text-verb-lock = olvidar las claves; hace falta la contraseña para seguir
text-verb-unlock = abrir otra vez con la contraseña
text-verb-help = estas palabras
text-verb-quit = salir
error-text-json = El modo de texto es para personas. Para una máquina: las órdenes con --json.
error-text-number = No hay nada con el número { $about }. «otra» repite la lista.
error-text-nothing-inside = Eso no tiene nada adentro.
error-text-no-post = Ese número no es un mensaje.
error-text-no-alert = Ese número no es una alerta. «inicio» las dice.
error-text-no-thread = Primero hay que abrir una discusión.
error-text-no-space = Primero hay que abrir un espacio. «espacios» los dice.
error-text-title = Falta el título. Ejemplo: nueva Taller de mayo.
error-text-file = Falta el nombre del archivo.
error-text-empty = No hay nada escrito; no se mandó nada.
error-text-not-here = Esa orden se usa fuera del modo de texto.

# Lo que espera una segunda palabra
pending-none = Nada espera una segunda palabra.
pending-act-suspend = suspender a
pending-act-remove = dar de baja a
pending-act-lower = bajar el papel de
pending-act-raise = nombrar coordinadora a
pending-act-add = sumar a
pending-act-invite = invitar a
pending-act-second = confirmar
pending-act-lift = levantar lo dicho contra
pending-act-refound = cambiar quién coordina
pending-void = (no vale por ahora)
pending-second = se puede confirmar desde aquí
pending-second-not = confirmar no
pending-lift = se puede levantar desde aquí
pending-lift-not = levantar no
pending-why-own = la primera palabra es propia
pending-why-me = nadie decide sobre sí misma
pending-why-not-permitted = le toca a quien coordina el espacio o lo respalda
pending-why-frozen = antes otra persona tiene que responder a la palabra propia
pending-why-no-effect = no cambiaría nada
