# Textos da linha de comandos.

## Ajuda

help-usage = Uso
help-commands = Comandos
help-command = COMANDO
help-arguments = Dados
help-options = Opções

cmd = Rede segura entre organizações. Sem nenhum comando abre a tela completa.
cmd-found = Fundar uma rede: a primeira organização, a primeira pessoa, este aparelho
cmd-invite = Convidar com um código de um só uso
cmd-invite-org = Convidar uma organização para a rede
cmd-invite-member = Convidar uma pessoa para a minha organização
cmd-invite-device = Incluir outro aparelho meu
cmd-invite-node = Convidar uma máquina sempre ligada da minha organização
cmd-invite-list = Ver os convites feitos neste aparelho
cmd-invite-revoke = Anular um convite
cmd-join = Entrar com um código de convite
cmd-node = Ficar funcionando sem tela (repetidora) e contar o que acontece
cmd-status = Ver quem sou, quem está conectada e o que espera
cmd-sync = Conectar e intercambiar tudo
cmd-who = Ver organizações, pessoas e aparelhos
cmd-member = Integrantes da minha organização
cmd-member-remove = Tirar uma pessoa da minha organização
cmd-member-suspend = Suspender uma pessoa: até que outra decida, ou até devolver a ela o papel (member role)
cmd-member-lift = Desfazer o que foi dito contra uma pessoa, uma organização ou um aparelho, se não está decidido
cmd-member-role = Mudar o papel de uma pessoa
cmd-org = Organizações da rede
cmd-org-remove = Tirar uma organização da rede
cmd-org-suspend = Suspender uma organização até que se decida
cmd-org-lift = Desfazer o que foi dito contra uma organização, se não está decidido
cmd-pending = Ver o que espera uma segunda palavra, e quem pode dá-la
cmd-second = Dar a segunda palavra ao que a espera
cmd-adopt = Ver o que está guardado à parte, e mostrar uma dessas coisas
cmd-office = O cargo de Secretaria
cmd-office-give = Passar o cargo a outra organização; quando ela já o tem, deixar o cargo
cmd-refound = Nomear coordenadoras de um espaço cujas coordenadoras não podem agir
cmd-device = Aparelhos
cmd-device-list = Ver os meus aparelhos
cmd-device-revoke = Anular um aparelho perdido ou roubado
cmd-device-verify = Confirmar o aparelho de uma recém-chegada pelas palavras dele
cmd-space = Espaços de trabalho
cmd-space-new = Abrir um espaço
cmd-space-list = Ver os espaços
cmd-space-readers = Ver quem lê em um espaço, e por quê
cmd-space-show = Ver um espaço e quem está nele
cmd-space-add = Incluir alguém
cmd-space-remove = Tirar alguém
cmd-space-leave = Sair de um espaço
cmd-thread = Conversas
cmd-thread-new = Começar uma conversa
cmd-thread-list = Ver as conversas, a mais nova primeiro
cmd-thread-show = Ler uma conversa
cmd-thread-read = Marcar uma conversa como lida
cmd-thread-reply = Responder em uma conversa
cmd-thread-import = Trazer uma conversa de outro lugar
cmd-doc = Documentos escritos entre todas (documento)
cmd-doc-new = Começar um documento
cmd-doc-list = Ver os documentos, o mais novo primeiro
cmd-doc-show = Ler um documento
cmd-doc-edit = Mudar um documento com o texto de um arquivo
cmd-doc-history = Ver quem mudou o quê e quando
cmd-agenda = A agenda que a Secretaria publica
cmd-agenda-new = Começar uma agenda
cmd-agenda-add = Incluir uma data
cmd-agenda-publish = Publicar uma edição numerada e assinada
cmd-agenda-list = Ver as agendas
cmd-agenda-show = Ver uma agenda
cmd-agenda-receipt = Ver que organizações já a têm
cmd-bundle = Pacotes para levar em pendrive
cmd-bundle-export = Escrever um pacote
cmd-bundle-import = Receber um pacote
cmd-backup = Cópia de segurança deste aparelho
cmd-backup-create = Guardar tudo em um arquivo com frase-senha própria
cmd-backup-restore = Fazer de uma cópia um aparelho novo da mesma pessoa
cmd-recovery = Voltar a entrar com ajuda de pessoas de confiança
cmd-recovery-setup = Repartir a entrada entre pessoas de confiança
cmd-recovery-help = Responder a quem perdeu os aparelhos
cmd-recovery-start = Pedir ajuda com um aparelho novo, e entrar
cmd-recovery-refuse = Recusar um aparelho que pede para entrar
cmd-alerts = O que pede atenção (alertas)
cmd-alerts-list = Ver os alertas
cmd-alerts-done = Dar um alerta por visto
cmd-lock = Esquecer as chaves que estão na memória (bloquear)
cmd-unlock = Voltar a abrir com a frase-senha (desbloquear)
cmd-passphrase = A frase-senha do perfil
cmd-passphrase-change = Trocar por outra
cmd-panic = Destruir para sempre o que abre este perfil. Avisa e pede para escrever uma palavra
cmd-travel = Viajar sem nada: deixar nesta máquina só o modo de voltar
cmd-travel-start = Comprovar que as demais têm tudo, e deixar só o modo de voltar
cmd-travel-return = Voltar: entrar outra vez e trazer tudo das demais
cmd-doctor = Revisar se tudo está bem e como consertar o que não está
cmd-search = Buscar palavras em tudo o que este aparelho pode ler (buscar)
cmd-network = Redes locais: em quais se buscam outras integrantes
cmd-network-list = Ver a rede deste local e as marcadas como próprias
cmd-network-trust = Marcar a rede deste local como de confiança
cmd-network-forget = Tirar a marca
cmd-text = Modo de texto: listas numeradas, para leitores de tela
cmd-completions = Escrever o que um terminal precisa para completar comandos
cmd-man = Escrever as páginas de manual em uma pasta
cmd-demo = Ver uma rede de demonstração com dados fictícios

arg-profile = Pasta do perfil; se falta, ASAMBLEA_PROFILE ou a pasta de dados da pessoa
arg-json = Responder com um objeto JSON por linha
arg-lang = Idioma: es, pt ou en
arg-passphrase-file = Arquivo com a frase-senha na primeira linha
arg-backup-passphrase-file = Arquivo com a frase-senha da cópia; se não, ASAMBLEA_BACKUP_PASSPHRASE_FILE, e se não, a do perfil
arg-new-passphrase-file = Arquivo com a frase-senha nova na primeira linha; se não, ASAMBLEA_NEW_PASSPHRASE_FILE, e se não, é perguntada
arg-panic-yes = Não perguntar
arg-space-leave-yes = Não perguntar
arg-travel-start-anyway = Também se forem perdidos rascunhos, códigos de convite sem usar ou o que só está neste aparelho
arg-recovery-setup-with = Pessoas que guardam uma parte cada uma, de 2 a 8
arg-recovery-setup-need = De quantas delas se precisa; se não, 2
arg-recovery-help-code = O pedido que ela mandou: o texto, um arquivo, ou - para a entrada padrão
arg-recovery-help-whose = De quem é a parte, se várias estão guardadas
arg-recovery-help-words = As seis palavras que ela leu em voz alta; se não são as do pedido, não se responde
arg-recovery-start-person = Nome de quem pede
arg-recovery-start-answer = Arquivo com uma ou várias respostas, separadas por uma linha em branco; - para a entrada padrão
arg-recovery-refuse-id = Qual aparelho; se não, o único que pede
arg-verbose = Contar mais pela saída de erros
arg-help = Mostrar esta ajuda
arg-version = Mostrar a versão
arg-network = Nome da rede
arg-org = Nome da organização
arg-person = Nome da pessoa, como quer que a vejam
arg-country = País, com duas letras (por exemplo BR)
arg-name = Nome
arg-invite-org-name = Nome da organização
arg-invite-member-name = Nome para saudá-la; ela escolhe o próprio
arg-invite-node-name = Como chamar a máquina
arg-invite-node-blind = Repetidora cega: guarda e entrega, sem chaves para ler
arg-role = Papel: coordinator (coordenadora), member (integrante) ou observer (observadora)
arg-space-add-role = Papel: write (escreve), read (lê) ou admin (administra)
arg-expires = Quanto dura, por exemplo 7d, 12h ou 30m
arg-id = Código curto ou completo, ou nome
arg-code = Código de convite; um arquivo que o tem, ou - para a entrada padrão
arg-connect = Endereço a chamar; pode ser repetido
arg-timeout = Quanto esperar, por exemplo 30s
arg-from-bundle = Pacote de onde receber a rede; - lê a entrada
arg-listen = Endereço onde escutar, em lugar do habitual; pode ser repetido
arg-announce = Endereço que se publica em lugar do próprio; pode ser repetido
arg-mdns = Buscar integrantes na rede local mesmo que não esteja marcada como de confiança
arg-no-mdns = Não buscar integrantes na rede local
arg-auto-lock = Bloquear depois deste tempo sem uso, por exemplo 10m
arg-socks5 = Passar por este intermediário (não está nesta versão)
arg-until-stdin-ends = Terminar quando a entrada se fechar
arg-urgent = Trocar as chaves já em todos os espaços
arg-cut = Deixar sem efeito o que os aparelhos dela escreverem a partir de agora, mesmo com outra data
arg-keep = De duas histórias que contou, vale a que tem este registro
arg-op = O que se quer mostrar; sem isso, a lista
arg-second-id = O que espera, ou sobre quem: um código ou um nome
arg-member-role-role = coordinator (coordenadora), member (integrante) ou observer (observadora)
arg-office-give-org = A organização que recebe o cargo
arg-refound-space = O espaço: nome ou código
arg-admin = Quem o coordena a partir de agora; pode ser repetido. Sem isso, as coordenadoras de hoje que não estão suspensas
arg-words = As palavras de segurança que ela leu em voz alta
arg-kind = Tipo: working (trabalho), subregion (sub-região) ou case (caso: das organizações, só lê quem já foi verificada)
arg-agenda-add-kind = Tipo: meeting (reunião), training (capacitação), action (ação) ou deadline (prazo)
arg-with = Com quem, além de mim; pode ser repetido
arg-history = O que veem as que chegam depois: full (tudo) ou from-join (desde que entram)
arg-retain = Depois de quantos dias se esquece o que foi escrito ali: 7 a 3650; quem chega lê desde que entra
arg-space = Espaço: código ou nome
arg-who = Quem: código ou nome
arg-agenda-add-who = Responsável
arg-title = Título
arg-body = Texto; - lê da entrada
arg-to = Código da mensagem à qual responde
arg-format = Formato: jsonl
arg-file = Arquivo; - é a entrada ou a saída
arg-template = Texto para começar: acta (ata), convocatoria (convocatória) ou propuesta (proposta)
arg-from = Arquivo com o texto; - lê a entrada
arg-at = Versão que se quer ver
arg-search-text = Palavras; têm que estar todas, sem importar maiúsculas nem acentos
arg-network-forget-id = Código da rede; se falta, a deste local
arg-shell = Terminal: bash, zsh, fish, elvish ou powershell
arg-dir = Pasta; é criada se falta
arg-text = Só o texto
arg-base = Versão de que partiu o texto
arg-starts = Começo, por exemplo "2026-12-01 16:00"
arg-ends = Fim, com a mesma forma
arg-minutes = Quantos minutos dura
arg-zone = Fuso horário do local, por exemplo America/Lima
arg-place = Local
arg-edition = Número da edição
arg-since = Só o que falta neste ponto
arg-all = Deixar também de levar o que é de outras
arg-deep = Ler tudo, registro por registro

## Comandos mal escritos

usage-unknown-argument = { $what } não é nada que este comando conheça. Ver como se usa: { $of } --help.
usage-unknown-command = Não existe o comando { $what }. Ver os que há: { $of } --help.
usage-missing-argument = Falta { $what }. Ver como se usa: { $of } --help.
usage-missing-command = Falta dizer o que fazer. Escolher um dos comandos acima.
usage-missing-value = Falta um valor para { $what }. Ver como se usa com --help.
usage-wrong-value = { $value } não serve para { $what }. Aceita-se: { $accepted }.
usage-wrong-form = { $value } não tem a forma que { $what } pede. Ver como se usa com --help.
usage-conflict = { $what } não vai junto com outra opção do mesmo comando. Deixar uma das duas.
usage-wrong = Não se entende o comando. Ver como se usa com --help.

## Erros: o que aconteceu e o que fazer

error-wrong-passphrase = A frase-senha não abre este perfil. Revisar maiúsculas e espaços e tentar outra vez.
error-locked = O perfil está bloqueado. Abrir com: asamblea unlock.
error-weak-passphrase = A frase-senha é fácil de adivinhar. Usar pelo menos quatro palavras sorteadas.
weak-short = A frase-senha é muito curta. São necessárias 12 letras ou mais: usar as cinco palavras oferecidas.
weak-keyboard = A frase-senha se adivinha: segue a ordem do teclado. Usar cinco palavras sorteadas.
weak-repeats = A frase-senha se adivinha: repete a mesma coisa. Usar cinco palavras sorteadas.
weak-common = A frase-senha se adivinha: é das mais usadas. Usar cinco palavras sorteadas.
weak-sequence = A frase-senha se adivinha: segue uma série, como abc ou 1234. Usar cinco palavras sorteadas.
weak-date = A frase-senha se adivinha: é uma data. Usar cinco palavras sorteadas.
weak-names = A frase-senha se adivinha: é feita de nomes. Usar cinco palavras sorteadas.
weak-guessable = A frase-senha se adivinha com poucas tentativas. Usar cinco palavras sorteadas.
error-panic-yes = Para destruir sem que ninguém escreva a palavra é preciso --yes.
error-panic-word = Não é a palavra. Nada foi destruído.
error-leave-yes = Para sair sem que ninguém escreva a palavra é preciso --yes.
error-leave-word = Não é a palavra. Nada mudou.
error-second-word = Não é a palavra. Nada foi confirmado.
error-not-found = { $subject ->
    [none] Não se encontrou o que foi pedido. Revisar o código na lista que corresponde.
   *[other] Não se encontrou { $subject }. Revisar o código na lista que corresponde.
}
error-ambiguous = { $subject ->
    [none] O que foi escrito pode ser mais de uma coisa. Escrever mais letras do código.
   *[other] { $subject } pode ser mais de uma coisa. Escrever mais letras do código.
}
error-frozen = { $subject ->
    [none] Uma palavra própria contra outra pessoa espera a segunda: até lá não se pode admitir ninguém. Pedir a outra coordenadora que a dê, ou retirá-la.
   *[other] Uma palavra própria espera a segunda ({ $subject }): até lá não se pode admitir ninguém. Pedir a outra coordenadora que a dê, ou retirá-la.
}
error-forked = Este aparelho contou duas histórias: as mudanças dele em documentos esperam que uma coordenadora decida. Escrever de outro aparelho (asamblea invite device).
error-carrier = Esta máquina é uma repetidora: guarda e entrega o que é de outras, não pode ler nem escrever. Fazer isso no aparelho de uma pessoa.
error-no-effect = { $subject ->
    [none] Isso não teria efeito: já é assim, já está decidido, ou cabe a outra pessoa. Ver: asamblea who.
   *[other] Isso não teria efeito ({ $subject }): já é assim, já está decidido, ou cabe a outra pessoa. Ver: asamblea who.
}
error-not-permitted = { $subject ->
    [none] O papel que se tem não permite fazer isso. Pedir a quem coordena.
   *[other] O papel que se tem não permite fazer isso: { $subject }. Pedir a quem coordena.
}
error-invitation-used = Este convite já foi usado. Pedir um novo a quem convidou, e avisar se foi outra pessoa que usou.
error-invitation-ended = Este convite não vale mais. Pedir um novo a quem convidou.
error-invitation-malformed = O código de convite está incompleto ou alterado. Copiar outra vez inteiro.
error-unreachable = { $subject ->
    [none] Ninguém respondeu a tempo. Revisar a conexão e tentar outra vez, ou usar um pacote em pendrive.
   *[other] Ninguém respondeu a tempo: { $subject }. Revisar a conexão e tentar outra vez, ou usar um pacote em pendrive.
}
error-damaged = { $subject ->
    [none] Há dados danificados; o que está bom foi conservado. Revisar com: asamblea doctor --deep.
   *[other] Há dados danificados em { $subject }; o que está bom foi conservado. Revisar com: asamblea doctor --deep.
}
error-forged = { $subject ->
    [none] Dados falsificados foram recusados; o que é bom foi conservado. Perguntar a quem entregou de onde vieram.
   *[other] Dados falsificados em { $subject } foram recusados; o que é bom foi conservado. Perguntar a quem entregou de onde vieram.
}
error-profile-busy = { $subject ->
    [none] Outro programa está com este perfil aberto. Fechar, ou esperar que termine.
   *[other] Outro programa (processo { $subject }) está com este perfil aberto. Fechar, ou esperar que termine.
}
error-disk-full = O disco está cheio. Liberar espaço e repetir; o que foi guardado antes continua a salvo.
error-read-only = { $subject ->
    [none] Não se pode escrever na pasta. Revisar as permissões ou escolher outra com --profile.
   *[other] Não se pode escrever em { $subject }. Revisar as permissões ou escolher outra pasta com --profile.
}
error-open-read-only = A pasta do perfil está aberta a outras contas desta máquina. Fechar (chmod 700) e repetir.
error-no-folder-read-only = Isso não é uma pasta. Escolher outra com --profile.
error-wrong-owner = { $subject ->
    [none] A pasta é de outra pessoa desta máquina. Escolher uma própria com --profile.
   *[other] Um arquivo do perfil é de outra conta desta máquina: { $subject }. Fica assim quando algo foi feito com sudo. Devolver tudo à dona (sudo chown -R com a conta dela e a pasta do perfil) e repetir sem sudo.
}
error-no-profile = { $subject ->
    [none] Não há nenhum perfil na pasta. Começar com found ou join, ou escolher outra com --profile.
   *[other] Não há nenhum perfil em { $subject }. Começar com found ou join, ou escolher outra pasta com --profile.
}
error-profile-exists = { $subject ->
    [none] Já há um perfil na pasta. Escolher outra com --profile.
   *[other] Já há um perfil em { $subject }. Escolher outra pasta com --profile.
}
error-usage = { $subject ->
    [none] Um dado do comando não serve. Ver como se usa com --help.
   *[other] Este dado do comando não serve: { $subject }. Ver como se usa com --help.
}
error-retain-days = Um espaço esquece depois de 7 a 3650 dias. Escolher os dias com --retain.
error-retains-nothing = Em um espaço que esquece, quem chega lê desde que entra. Tirar --history full.
error-space-forgets = Este espaço esquece o que é velho: não guarda documentos, agendas nem reuniões. Escrever em outro espaço.
error-too-long = { $subject ->
    [none] O texto é longo demais. Dividir, ou pôr em um documento.
   *[other] É longo demais: { $subject }. Dividir, ou pôr em um documento.
}
error-no-key-yet = { $subject ->
    [none] Ainda não chegou a chave para ler isto. Sincronizar quando houver conexão com alguém.
   *[other] Ainda não chegou a chave para ler { $subject }. Sincronizar quando houver conexão com alguém.
}
error-newer-version = Isto foi escrito com uma versão mais nova do programa. Atualizar o programa para ver.
error-address = { $subject ->
    [none] Não se pode usar esse endereço ou essa porta. Revisar ou escolher outro.
   *[other] Não se pode usar o endereço { $subject }. Revisar ou escolher outro.
}
error-internal = { $subject ->
    [none] Algo falhou no programa ou na máquina. Repetir com -v e revisar com: asamblea doctor.
   *[other] Algo falhou no programa ou na máquina: { $subject }. Repetir com -v e revisar com: asamblea doctor.
}

error-interrupted = Foi interrompido antes de terminar.
error-away-not-permitted = Responderam, mas não deixam este aparelho entrar: estão bloqueadas, ou ele ficou fora da rede. Ver asamblea alerts list, e perguntar a uma coordenadora, pessoalmente ou por telefone.
error-bundle-not-permitted = Nada deste pacote é para este aparelho: foi feito para outras pessoas. Pedir a quem o fez um que sirva aqui.
error-words-not-permitted = As palavras não são as desse aparelho: nada foi confirmado. Compará-las de novo em voz alta; se não forem iguais, pode ser o aparelho de outra pessoa: avisar uma coordenadora.
error-vault-damaged = O arquivo que a senha abre está danificado, e sem ele nada daqui se abre. Voltar em outra pasta com uma cópia (asamblea backup restore) ou com ajuda de outras (asamblea recovery start).
error-socket-read-only = Na pasta do perfil não se pode abrir a porta pela qual os comandos falam com ele. Revisar as permissões, ou escolher uma pasta em um disco desta máquina com --profile.
error-backup-too-long = Há algo maior do que cabe em uma cópia: nenhuma foi feita. Guardar o que se lê com: asamblea export.
error-travel-too-long = O que é preciso para voltar não cabe em seu arquivo. Nada foi apagado. Fazer uma cópia e levá-la à parte: asamblea backup create.
error-recovery-unreachable = Nenhuma das que podem deixar este aparelho entrar respondeu a tempo. As respostas ficam guardadas: conectar e repetir.
error-recovery-name-usage = O nome é muito longo: cabem 128 bytes, umas cem letras. Escrever um mais curto.
error-refound-none-usage = Aqui não se sabe quem coordenava esse espaço. Nomear quem o fará com --admin.
error-since-usage = O que diz --since não é o ponto em que ficou um pacote anterior. Copiá-lo inteiro, como foi mostrado então, ou não o pôr.
error-activity-usage = Falta a atividade: dizer o que será feito.
error-body-usage = Não há nada escrito. Escrever algo e repetir.
error-due-usage = Falta o último dia, ou não é uma data. Escrever como 2026-12-31.
error-ends-usage = O fim fica antes do começo. Revisar os dois horários.
error-name-usage = Falta o nome. Escrever um.
error-network-usage = Falta o nome da rede. Escrever um.
error-objective-usage = Falta o objetivo: dizer o que se quer alcançar.
error-on-usage = Falta dizer sobre quais palavras é o comentário. Copiar algumas que apareçam uma só vez no texto.
error-org-usage = Falta o nome da organização. Escrever um.
error-percent-usage = O avanço vai de 0 a 100. Escrever outro número.
error-person-usage = Falta o nome da pessoa. Escrever um.
error-position-usage = Esse lugar não está no texto como ficou agora. Ler o documento outra vez e repetir.
error-quorum-usage = O quórum é de 1 ou mais. Escrever outro número.
error-revokes-usage = Esse acordo é de outro espaço. Só se deixa sem efeito um do mesmo espaço.
error-second-call-usage = A segunda chamada vem depois do começo. Revisar os dois horários.
error-starts-usage = Falta o começo: dizer o dia e a hora.
error-text-usage = Falta o texto. Escrever e repetir.
error-title-usage = Falta o título. Escrever um.
error-to-usage = Os lugares se contam a partir de 1. Escrever outro número.
error-who-usage = Falta a responsável. Nomear alguém.
error-lift-no-effect = Não há nada para desfazer: ninguém disse nada contra ela, ou já está decidido. Se está suspensa e deve voltar, devolver a ela o papel: asamblea member role. Se foi tirada, convidar outra vez.
error-membership-cycle-no-effect = Esse espaço já está dentro de quem se quer incluir: ficaria dentro de si mesmo. Incluir outra pessoa ou organização.
error-membership-burned-no-effect = Esse aparelho teve baixa aqui para sempre: não volta. Entrar com um aparelho ou perfil novo: asamblea invite device.
error-membership-cut-no-effect = O corte nomeia aparelhos que aqui não se conhecem como dela. Sincronizar (asamblea sync) e repetir, ou repetir sem --cut.
error-membership-cut-usage = O corte não cabe em uma palavra: são mais de 400 histórias. Repetir sem --cut, e anular os aparelhos dela um por um: asamblea device revoke.
error-membership-taken-no-effect = Outra pessoa que usou o mesmo convite já está verificada: esse lugar é dela. Se esta também deve entrar, dar a ela outro convite: asamblea invite.
error-leaving-myself-not-permitted = Ninguém tira a si mesma com este comando. Para sair de propósito: asamblea space leave, com o espaço.
error-leaving-only-not-permitted = Ninguém mais administra esse espaço: ficaria sem quem decida. Nomear antes outra (asamblea member role com coordinator, ou asamblea space add com --role admin) e que outra pessoa confirme.
error-leaving-org-not-permitted = A entrada ali é pela organização: sairiam todas. Cabe a uma coordenadora dela.
error-leaving-through-not-permitted = A leitura ali vem por outro espaço: é preciso sair desse. Ver por qual: asamblea space readers.
error-leaving-own-not-permitted = É o próprio espaço da dona deste perfil. Para dar baixa de um aparelho: asamblea device revoke. Para apagar este perfil: asamblea panic.
error-backup-wrong-passphrase = A frase-senha não abre esta cópia. É a que se escolheu ao fazê-la. Tentar outra vez.
error-backup-damaged = Não é uma cópia de segurança, ou falta a parte sem a qual nada se abre. Nada foi restaurado. Tentar com outra cópia.
error-restoring-damaged = A restauração de uma cópia foi interrompida aqui. Repetir: asamblea backup restore.
error-travelling = Este perfil está em viagem: aqui não há nada dele. Para voltar: asamblea travel return.
error-not-travelling = Aqui não há ninguém em viagem. Ver o que há: asamblea status.
error-travel-drafts-usage = Há rascunhos sem enviar, e ninguém mais os tem. Enviar ou apagar, ou perdê-los com --anyway. Nada foi apagado.
error-travel-invitations-usage = Há convites deste aparelho sem usar, e só ele os termina na hora certa. Anular (asamblea invite list, asamblea invite revoke), ou deixá-los abertos com --anyway. Nada foi apagado.
error-travel-only-here-usage = Há um espaço com trabalho que nenhum outro aparelho tem. Incluir alguém ou fazer uma cópia de segurança, ou perdê-lo com --anyway. Nada foi apagado.
error-travel-not-permitted = Este aparelho não pode dar entrada a outro da mesma pessoa, e assim não haveria como voltar. Viajar com o primeiro aparelho dela, ou fazer uma cópia de segurança e usar asamblea panic.
error-travel-unreachable = Nenhum aparelho conectado tem tudo o que está neste. Nada foi apagado. Conectar com a repetidora ou com outra integrante e repetir: asamblea travel start.
error-travel-damaged = O que ficou para voltar está danificado e não abre. Pedir outro convite a quem coordena, e entrar com asamblea join em outra pasta.
error-travel-wrong-passphrase = A frase-senha não abre o modo de voltar. É a do perfil antes da viagem. Tentar outra vez.
error-ask-damaged = Falta neste aparelho algo do que ele escreveu. Antes de escrever, conectar com outra integrante (asamblea sync) e repetir.
error-backup-not-permitted = Este aparelho não pode dar entrada a outro da mesma pessoa. Fazer a cópia no primeiro aparelho dela, ou que duas que a respaldam o nomeiem (asamblea refound).
error-backup-invitation-used = Com esta cópia já entrou outro aparelho: uma cópia dá entrada uma só vez. O que foi restaurado pode ser lido. Para entrar, usar asamblea invite device no outro aparelho; se não foi a própria dona, avisar a quem coordena.
error-backup-invitation-ended = A entrada desta cópia foi anulada. O que foi restaurado pode ser lido. Pedir outro convite a quem coordena.
error-recovery-few-usage = São necessárias pelo menos duas pessoas: uma só poderia entrar sozinha. Nomear mais com --with.
error-recovery-many-usage = Podem ser oito pessoas no máximo. Escolher menos.
error-recovery-need-usage = Devem ser necessárias pelo menos duas pessoas, e não mais do que as que há. Corrigir --need.
error-recovery-self-usage = Ninguém guarda a própria parte: seria perdida com os aparelhos. Escolher outra pessoa.
error-recovery-twice-usage = A mesma pessoa está duas vezes. Nomear cada uma só uma vez.
error-recovery-out-not-permitted = Essa pessoa não está na rede, ou não está mais. Escolher uma integrante (asamblea who).
error-recovery-first-not-permitted = Este aparelho não pode dar entrada a outro da mesma pessoa. Preparar a recuperação no primeiro aparelho dela.
error-recovery-alone-no-effect = Ninguém mais poderia confirmar um aparelho novo deste perfil. Nomear antes outra coordenadora (asamblea invite member --role coordinator), ou outra na Secretaria.
error-recovery-code-invitation-malformed = O texto está incompleto ou alterado. Pedir que mandem de novo, inteiro, em um arquivo.
error-recovery-other-forged = Essa resposta é para outro pedido. Mandar o pedido deste aparelho e pedir uma resposta nova.
error-recovery-words-not-permitted = As palavras não são as do pedido: não se respondeu. Ligar para ela por outro meio; pode ser outra pessoa que pede.
error-recovery-none-not-found = Não se guarda aqui uma parte que sirva para ela. Pode ter preparado a recuperação de novo com outras pessoas. Dizer o nome dela com --for.
error-recovery-whose-ambiguous = Aqui se guardam partes de várias pessoas. Dizer de quem: --for NOME.
error-recovery-nothing-not-found = Ninguém pede para entrar assim, ou não se pode mais recusar. Para tirar um aparelho: asamblea device revoke.
error-recovery-which-ambiguous = Vários aparelhos pedem para entrar. Dizer qual: asamblea alerts list, e asamblea recovery refuse APARELHO.
error-recovery-early-not-permitted = Esse aparelho espera 48 horas para que a dona possa recusá-lo. Depois entra sozinho; antes só outro aparelho dela o confirma.
error-recovery-invitation-ended = A entrada foi recusada ou anulada: este aparelho não entra. Falar com quem coordena; pode dar outro convite (asamblea invite member), sem a história anterior.
error-recovery-invitation-used = Com estas respostas outro aparelho já pediu para entrar. Se não é da mesma pessoa, avisar já a quem coordena.
error-no-terminal = A tela completa precisa de um terminal. Usar um comando: asamblea --help.
error-no-home = Não se sabe onde guardar o perfil. Escolher uma pasta com --profile.
error-path = O caminho { $about } não serve. Escrever de outra forma.
error-write = Não foi possível escrever. Revisar o disco e as permissões.
error-read = Não foi possível ler { $about }. Revisar as permissões.
error-no-file = Não existe o arquivo { $about }. Revisar o nome.
error-not-text = { $about } não é texto UTF-8. Guardar como texto UTF-8 e repetir.
error-empty-body = A mensagem está vazia. Escrever com --body ou pela entrada.
error-edit-from = Falta o texto novo. Dar com --from ARQUIVO ou pela entrada, ou editar na tela completa.
error-passphrase-needed = É preciso a frase-senha. Usar um terminal, ou um arquivo com --passphrase-file.
error-zone = Não existe o fuso horário { $about }. Escrever como America/Lima.
error-time = { $about } não é uma data com hora. Escrever como "2026-12-01 16:00" ou 2026-12-01T16:00:00-03:00.
error-ends-before = O fim { $about } é anterior ao começo. Revisar as duas horas.
error-template = Não existe esse modelo. Os que há: { $about }.
error-import-format = O formato { $about } ainda não se lê nesta versão. Converter para jsonl.
error-import-line = A linha { $about } não é uma mensagem: é preciso um objeto JSON com body e, se for o caso, at (data RFC 3339) e by. Nada foi trazido.
error-import-empty = O arquivo não tem mensagens. Nada foi trazido.
error-import-long = O arquivo tem mais de { $about } mensagens. Dividir em vários.
error-socks5 = Passar por { $about } não é possível nesta versão. Nenhuma conexão foi aberta.
error-demo-start = Um processo da demonstração não começou a tempo. Fechar outros programas e repetir.
error-demo-agree = As organizações da demonstração não chegaram a ver o mesmo a tempo. Repetir.

## Frase-senha e texto

passphrase-ask = Frase-senha:
passphrase-advice = Escolher uma frase-senha: pelo menos quatro palavras sorteadas. Sem ela ninguém pode abrir este perfil, nem a própria dona.
passphrase-choose = Frase-senha nova:
passphrase-again = Outra vez:
passphrase-backup-ask = Frase-senha da cópia:
passphrase-backup = Escolher a frase-senha da cópia: pelo menos quatro palavras sorteadas, anotadas longe do arquivo. Sem ela a cópia não serve.
passphrase-differs = As duas não são iguais. Tentar outra vez.
passphrase-former = Frase-senha de agora:
passphrase-suggested = Oferecem-se cinco palavras sorteadas ({ $bits } bits): { $words }. Com Enter sem escrever nada, ficam estas; anotar em papel.
passphrase-differed = As duas não foram iguais. Nada foi feito: repetir.
passphrase-changed = A partir de agora abre a frase-senha nova. As cópias de segurança continuam com a que tinham. Quem copiou antes este aparelho ainda o abre com a anterior.
panic-word = destruir
panic-warning = Isto destrói para sempre o que abre este perfil. Não há volta, nem com a frase-senha. Destruir dados durante uma batida ou uma busca policial pode ser crime.
panic-ask = Para fazer isso, escrever: { $word }
leave-word = sair
leave-warning = Sair de { $space }: a partir de agora não chega nada novo de lá. O que já está neste aparelho se conserva. Para voltar é preciso que outra pessoa inclua ou convide.
leave-ask = Para sair, escrever: { $word }
second-word = confirmar
second-ask = Para confirmar, escrever: { $word }
panic-done = Destruído. Não se pode abrir nada deste perfil. Outro aparelho ou uma cópia de segurança permitem voltar; avisar uma coordenadora para que tire este aparelho.
travel-started = Em viagem: nesta máquina fica só o modo de voltar, que se abre com a frase-senha.
travel-advice = Para voltar: asamblea travel return. Se tomarem a máquina e obrigarem a dar a frase-senha, outra coordenadora pode fechar a volta anulando este convite.
travel-back = De volta, como aparelho novo da mesma pessoa. O resto chega ao sincronizar. Pedir a uma coordenadora que anule o aparelho anterior (asamblea device revoke).
travel-waiting = O perfil está pronto, mas ninguém respondeu ainda. Para seguir: asamblea sync.
travel-status = Em viagem: aqui não há nada. Para voltar: asamblea travel return.
body-ask = Escrever o texto e terminar com Ctrl-D em uma linha vazia:
code-ask = Colar o código e terminar com Ctrl-D numa linha vazia:

## Respostas

done = Feito.
saved = Guardado
not-saved-yet = Ainda não guardado
unread = { $n ->
    [one] { $n } sem ler
   *[other] { $n } sem ler
}
label-network = Rede
label-network-code = Código da rede
label-org = Organização
label-person = Pessoa
label-device = Aparelho
label-safety-words = Palavras de segurança
label-invitation = Convite
label-expires = Vale até
label-role = Papel
label-address = Escuta em
label-state = Estado
label-history = Histórico
label-authors = Escreveram
label-version = Versão
label-signed-by = Assina
label-published = Publicada
label-last-exchange = Último intercâmbio
label-held = Já têm
label-missing = Faltam

found-done = A rede está fundada neste aparelho.
safety-words-why = As palavras de segurança se comparam em voz alta: se são iguais, o aparelho é o verdadeiro.
safety-words-es = Em espanhol: { $words }
safety-words-pt = Em português: { $words }
safety-words-en = Em inglês: { $words }
join-done = Entrada feita: este aparelho já está na rede.
join-waiting = O convite foi guardado, mas ninguém respondeu ainda. Repetir o mesmo comando mais tarde.
restore-joined = A cópia foi restaurada como aparelho novo, que já está dentro.
restore-waiting = A cópia foi restaurada como aparelho novo. Já pode ser lida. Para entrar e escrever: asamblea sync, quando houver conexão com alguém. Anular o aparelho perdido: asamblea device revoke.
backup-done = A cópia está feita.
backup-ops = { $n ->
    [one] { $n } registro
   *[other] { $n } registros
}
backup-advice = Sincronizar uma vez (asamblea sync): a cópia dá entrada quando outras sabem dela. Guardar longe deste aparelho, e a frase-senha dela em outro lugar. Se for perdida: asamblea invite revoke, com o código acima.

recovery-set-up = A recuperação está preparada. Cada pessoa guarda uma parte, que só ela abre.
recovery-need = { $n ->
    [one] é necessária { $n }
   *[other] são necessárias { $n }
}
recovery-of = { $n ->
    [one] de { $n }
   *[other] de { $n }
}
recovery-have = { $n ->
    [0] nenhuma resposta
    [one] { $n } resposta
   *[other] { $n } respostas
}
recovery-missing = { $n ->
    [0] não falta nenhuma
    [one] falta { $n }
   *[other] faltam { $n }
}
recovery-foreign = { $n ->
    [one] { $n } resposta não conta: é de outra preparação
   *[other] { $n } respostas não contam: são de outra preparação
}
recovery-holder = Guarda uma parte
recovery-replaced = A preparação anterior não serve mais.
recovery-set-up-advice = Sincronizar uma vez (asamblea sync) e contar a elas o que guardam: se um dia chegar um pedido, que liguem para confirmar antes de responder. Preparar de novo quando uma delas sair.
recovery-says = Diz que é
recovery-of-whom = Pede a parte de
recovery-words-label = Palavras do pedido
recovery-help-why = Ligar para ela ou falar pessoalmente: ela lê as palavras dela. Se não são estas, ou a voz não é a dela, não responder.
recovery-agree = São as mesmas palavras, e é ela? (sim/não)
recovery-yes = sim
recovery-answer = Mandar a ela esta resposta. Serve só para o pedido dela:
recovery-answer-advice = Quando entrar, passam 48 horas: quem tiver um aparelho dela pode recusá-lo. Se não foi ela: asamblea recovery refuse.
recovery-asking = Mandar este pedido, inteiro, a quem guarda as partes:
recovery-words-why = Ler estas palavras a elas por telefone ou pessoalmente: assim sabem que o pedido é verdadeiro.
recovery-wrong = Há respostas bastantes, mas pelo menos uma não serve. Pedir a de outra pessoa.
recovery-asking-advice = Guardar cada resposta em um arquivo e repetir: asamblea recovery start --answer ARQUIVO.
recovery-waiting = O aparelho novo está anunciado e espera. Durante 48 horas, quem tiver outro aparelho da mesma pessoa pode recusá-lo; depois o aparelho de uma coordenadora o confirma.
recovery-waiting-advice = Deixar conectado (asamblea node) ou repetir este comando mais tarde. Até lá não lê nem escreve nada.
recovery-joined = Entrada feita de novo, com um aparelho novo. Anular os perdidos (asamblea device revoke) e preparar a recuperação outra vez.

invite-done = Passar este código a quem se convida, por um meio em que as duas confiem:
invite-advice = Serve uma só vez. Depois, comparar em voz alta as palavras de segurança.
invite-none = Não há convites feitos neste aparelho.
invite-kind-org = organização
invite-kind-member = integrante
invite-kind-device = aparelho
invite-kind-node = repetidora
invite-kind-backup = cópia de segurança
invite-kind-recovery = recuperação
invite-state-open = aberto
invite-state-used = usado
invite-state-ended = terminado

status-waiting = Falta que alguém da rede responda: repetir join ou deixar a tela aberta.
status-locked = As chaves não estão na memória: o perfil está bloqueado.
status-peers = { $n ->
    [0] Nenhum aparelho conectado
    [one] { $n } aparelho conectado
   *[other] { $n } aparelhos conectados
}
status-coordinators = Há { $n } de 3 coordenadoras: se uma só faltar, ninguém pode convidar nem dar baixa. asamblea invite member --role coordinator
status-invitations = { $n ->
    [one] { $n } convite aberto
   *[other] { $n } convites abertos
}
status-ops = { $n ->
    [one] { $n } registro
   *[other] { $n } registros
}
status-pending = { $n ->
    [one] { $n } espera outros
   *[other] { $n } esperam outros
}
status-quarantined = { $n ->
    [one] { $n } à parte
   *[other] { $n } à parte
}
role-coordinator = coordenadora
role-member = integrante
role-observer = observadora
role-admin = administra
role-write = escreve
role-read = lê
role-carrier = repetidora
space-kind-network = rede
space-kind-org = organização
space-kind-subregion = sub-região
space-kind-person = pessoa
space-kind-working = trabalho
space-kind-case = caso
space-history-full = quem chega vê tudo
space-history-from-join = quem chega vê desde que entra
space-retain = { $n ->
    [one] cada aparelho esquece depois de { $n } dia
   *[other] cada aparelho esquece depois de { $n } dias
}
space-forgotten = { $n ->
   *[other] aqui se esqueceu o que tem mais de { $n } dias
}
space-people = { $n ->
    [one] lido por { $n } pessoa
   *[other] lido por { $n } pessoas
}
space-orgs = { $n ->
    [one] de { $n } organização
   *[other] de { $n } organizações
}
space-reader-devices = { $n ->
    [one] { $n } aparelho
   *[other] { $n } aparelhos
}
space-none = Ainda não há espaços.
who-none = Ainda não se conhece ninguém.
who-kind-org = organização
who-kind-person = pessoa
who-kind-device = aparelho
who-state-active = ativa
who-state-unverified = sem verificar
who-state-waiting = espera uma segunda palavra
who-state-suspended = suspensa
who-state-removed = fora
who-state-invited = convidada
who-waits-words = espera que se comparem as palavras dela
who-waits-decision = espera o que se decidir sobre quem a convidou
who-invited-by = convidou
who-me = eu
member-keys-changed = { $n ->
    [one] { $n } chave trocada
   *[other] { $n } chaves trocadas
}
member-keeps = Não receberá nada novo. O que já tinha, conserva.
member-still-in = Ainda recebe em { $spaces }: quem a tira é o aparelho de quem administra, quando ouve disso, ou asamblea space remove. O que já tinha, conserva.
member-reads-in = Ainda lê em { $spaces }: uma suspensão vale onde foi dita. Dali a tira quem administra, com asamblea space remove.
member-ousted = Também saíram, porque entraram pelo que ficou sem efeito: { $names }. Se alguma tem que continuar, convidar de novo: asamblea invite member.
word-cuts = Leva um corte: ao ser decidido fica sem efeito o que os aparelhos dela escreveram e quem o disse não conhecia.
word-ousts = Ao ser decidido saem também, porque entraram por ela: { $names }. Se alguma tem que continuar, será preciso convidar de novo: asamblea invite member.
word-cuts-and-ousts = Leva um corte: ao ser decidido fica sem efeito o que os aparelhos dela escreveram e quem o disse não conhecia. Saem também, porque entraram por isso: { $names }. Se alguma tem que continuar, será preciso convidar de novo: asamblea invite member.
member-uncut = Vai sem corte: esse aparelho tem mais de 400 histórias e não cabem em uma palavra. O que uma cópia dele escrever com data de antes ainda vale: ver asamblea adopt e asamblea who.
member-unrotated = A chave de { $spaces } é trocada por quem escreve ali, com a próxima mensagem, quando o aparelho dela fica sabendo.
member-waits = Já vale, e pode ser desfeito: falta a segunda palavra de outra coordenadora, ou de quem respalda este espaço. Até lá não se pode admitir nem promover ninguém.
member-proposed = { $orgs ->
    [none] Ainda não vale nada disto: falta a segunda palavra de outra pessoa.
   *[other] Ainda não vale nada disto. { $orgs }
}
refound-orgs = { $agreed ->
    [none] Palavras de organizações que fazem falta: { $needed }. Nenhuma que conte deu a sua ainda. Podem dar: { $missing }.
   *[other] Palavras de organizações que fazem falta: { $needed }. Já deram: { $agreed }. Podem dar: { $missing }.
}
member-back = Já está decidido: dali não recebe nada novo e conserva o que tinha. Para que volte: asamblea member role, com o papel dela.
member-left = Saída feita. Não chega nada novo de lá; o que já estava aqui se conserva. Para voltar, é preciso que alguém de lá inclua ou convide a dona deste perfil.
member-left-waits = A saída espera a palavra de outra pessoa que coordene ali. Até lá vale a suspensão, e dá para retirá-la.
member-second = Para dar: asamblea second
member-lift = Para desfazer: asamblea member lift
member-admins = Coordenariam
aside-none = Não há nada guardado à parte.
aside-waiting = { $n ->
    [one] Além disso espera 1 coisa que outra escreveu em cima: também não aparece sem isto.
   *[other] Além disso esperam { $n } coisas que outras escreveram em cima: também não aparecem sem isto.
}
aside-adopt = Para mostrar algo como dito: asamblea adopt ID (decide uma coordenadora)
aside-why-story = à vista; o aparelho contou outra história ao lado
aside-story = história
aside-why-fork = o aparelho contou duas histórias: sem esclarecer
aside-why-cut = escrito depois que ela foi tirada, ou na outra história
aside-why-removed = a autora não podia escrever ali
aside-why-unreadable = não é o que escreve nenhuma versão
aside-kind-recovery = parte de uma recuperação
aside-kind-post = mensagem
aside-kind-thread = conversa
aside-kind-edit = mudança de uma mensagem
aside-kind-retract = mensagem retirada
aside-kind-close = encerramento de uma conversa
aside-kind-doc = documento
aside-kind-doc-edit = mudança de um documento
aside-kind-agenda = agenda
aside-kind-item = atividade de uma agenda
aside-kind-edition = edição de uma agenda
aside-kind-receipt = recibo de uma agenda
aside-kind-name = nome
aside-kind-invitation = nome de um convite
aside-kind-addresses = endereços de um aparelho
aside-kind-unknown = desconhecido

thread-none = Ainda não há conversas.
thread-forgotten = (o começo foi esquecido aqui)
thread-posts = { $n ->
    [one] { $n } mensagem
   *[other] { $n } mensagens
}
thread-closed = encerrada
thread-damaged = Uma parte desta conversa está danificada neste aparelho. Revisar com: asamblea doctor --deep.
missing-damaged = Pode faltar algo: uma parte está danificada neste aparelho. Revisar com: asamblea doctor --deep.
post-answers = responde a
post-edited = corrigida
post-quarantined = o aparelho contou duas histórias: sem esclarecer
post-unread = nova
post-delivered = entregue
post-by = Escrita em outro lugar por
post-retracted = (a autora retirou)

doc-none = Ainda não há documentos.
doc-changed = com mudanças
doc-inserted = { $n ->
    [one] { $n } letra a mais
   *[other] { $n } letras a mais
}
doc-deleted = { $n ->
    [one] { $n } letra a menos
   *[other] { $n } letras a menos
}

agenda-none = Ainda não há agendas.
agenda-draft = rascunho
agenda-edition = edição { $n }
agenda-items = { $n ->
    [one] { $n } data
   *[other] { $n } datas
}
agenda-published = Publicada
agenda-cancelled = CANCELADA
agenda-kind-meeting = reunião
agenda-kind-training = capacitação
agenda-kind-action = ação
agenda-kind-deadline = prazo
agenda-held = Edição { $edition }: { $held } de { $of } organizações já a têm.

bundle-ops = { $n ->
    [one] { $n } registro novo
   *[other] { $n } registros novos
}
bundle-repeated = { $n ->
    [one] { $n } repetido
   *[other] { $n } repetidos
}
bundle-bytes = { $n } bytes
bundle-refused = { $n ->
    [one] Foi recusada { $n } parte danificada ou falsificada; o resto foi conservado.
   *[other] Foram recusadas { $n } partes danificadas ou falsificadas; o resto foi conservado.
}
sync-done = Em dia: { $received } registros recebidos, { $sent } enviados; { $in } bytes de entrada, { $out } de saída, em { $seconds } s.

alert-none = Não há alertas.
alert-done = visto
alert-adopted = Foi mostrado algo que estava à parte, em { $space }. Quem decidiu foi { $by }. Ver o que fica à parte: asamblea adopt.
alert-away = Ninguém de { $subject } deixa este aparelho entrar, embora respondam. Podem estar bloqueadas, ou este aparelho ficou de fora. Perguntar a uma coordenadora, pessoalmente ou por telefone. O que está guardado pode ser lido.
alert-conflict = Duas usaram o mesmo convite: { $subject }, em { $space }. Nenhuma está dentro ainda. Falar com quem se quis convidar, comparar as palavras do aparelho dela (asamblea who) e verificá-lo: asamblea device verify. A outra fica de fora, e conserva o que lhe selaram antes as que não sabiam das duas.
alert-conflict-me = Outra pessoa usou o mesmo convite que este aparelho: { $subject }, em { $space }. Nenhuma está dentro ainda. Ler as palavras deste aparelho (asamblea status) a quem fez o convite, pessoalmente ou por telefone, para que o verifique.
alert-forged = Ficou de fora uma mudança de um documento, falsificada ou danificada: { $subject }. Perguntar a ela que programa usa, e revisar o aparelho dela.
alert-frozen = Uma palavra própria contra { $subject } ({ $space }) espera a de outra pessoa. Até lá não se pode admitir nem promover ninguém. Pedir a segunda palavra (asamblea second { $op }) ou retirar a própria (asamblea member lift { $op }).
alert-grant-waiting = { $by } propõe que { $subject } coordene: { $space }. Não vale até a segunda palavra. Se está certo, dar a segunda palavra: asamblea second { $op }. Se não, falar com quem propôs.
alert-grant-waiting-me = { $by } propõe que eu coordene { $space }. Não vale até que outra pessoa dê a segunda palavra: asamblea second { $op }.
alert-invitation-late = Alguém chegou com um convite que não vale mais: { $subject }. Se é esperada, dar a ela um novo: asamblea invite.
alert-invitation-misused = Alguém quis usar outra vez um convite já usado: { $subject }. Perguntar a quem foi convidada se perdeu o código, e comparar as palavras do aparelho dela.
alert-lifted = Foi desfeito o que se disse contra { $subject } ({ $space }). Quem fez isso foi { $by }. Volta a receber e a escrever como antes. Até que todas saibam, pode abrir algo que não era para ela, ou não abrir algo que era.
alert-lifted-me = Foi desfeito o que se disse contra a dona deste perfil ({ $space }). Quem fez isso foi { $by }. O que é novo volta a chegar; sincronizar traz o que faltou: asamblea sync.
alert-lowered = Baixou o papel de { $subject } em { $space }: fica como { $role }. Quem disse foi { $by }. { $op ->
    [none] Já está decidido. Para voltar a subir: asamblea member role.
   *[other] Outra pessoa decide (asamblea second { $op }) ou desfaz (asamblea member lift { $op }).
}
alert-lowered-me = Meu papel é menor em { $space }: fica como { $role }. Quem disse foi { $by }. { $op ->
    [none] Já está decidido. Falar com quem coordena.
   *[other] Outra pessoa decide ou desfaz. Pedir a ela que olhe: asamblea member lift { $op }.
}
alert-office-given = { $subject } tem o cargo de Secretaria. Quem propôs foi { $by }. A partir de agora respalda a rede e publica as agendas.
alert-office-left = { $subject } deixa o cargo de Secretaria. Quem disse foi { $by }. { $op ->
    [none] Já está decidido.
   *[other] Falta a segunda palavra: asamblea second { $op }. Para que continue: asamblea member lift { $op }.
}
alert-office-waiting = { $by } propõe que { $subject } tenha o cargo de Secretaria. Não vale até a segunda palavra. Se está combinado, dar a segunda palavra: asamblea second { $op }. Se não, falar com quem propôs.
alert-out = Este aparelho ficou de fora: { $subject } não o deixa mais entrar. O que está guardado pode ser lido; o que é novo não chega nem sai. Perguntar a uma coordenadora, pessoalmente ou por telefone. Volta-se com um convite novo e um perfil novo.
alert-refound-waiting = { $orgs ->
    [none] { $by } propõe que coordenem { $space }: { $subject }. Não vale até a segunda palavra. Se está combinado, dar a segunda palavra: asamblea second { $op }. Se não, falar com quem propôs.
   *[other] { $by } propõe que coordenem { $space }: { $subject }. { $orgs } Se está combinado, dar a segunda palavra: asamblea second { $op }. Se não, falar com quem propôs.
}
alert-refounded = Mudou quem coordena { $space }: { $subject }. Quem propôs foi { $by }. As de antes continuam como integrantes. Ver: asamblea who.
alert-removed = Não está mais: { $subject }{ $space ->
    [none] {""}
   *[other] {" "}({ $space })
}. { $by ->
    [none] {""}
   *[other] Quem decidiu foi { $by }.{" "}
}Não recebe nada novo; conserva o que tinha. Se foi um erro, falar com quem decidiu e convidar outra vez: asamblea invite.
alert-removed-me = Acesso encerrado em { $space }. Quem decidiu foi { $by }. O que está guardado pode ser lido; não chega nada novo. Falar com uma coordenadora, pessoalmente ou por telefone. Volta-se com um convite novo e um perfil novo.
alert-left = Saiu por decisão própria: { $subject }{ $space ->
    [none] {""}
   *[other] {" "}({ $space })
}. Não recebe nada novo; conserva o que tinha. Para que volte: asamblea invite, ou asamblea space add.
alert-left-me = Saída de { $space } feita em outro aparelho deste perfil. O que está guardado pode ser lido; não chega nada novo dali.
alert-followed-out = Quem saiu já não lê aqui: { $subject }. Este aparelho disse isso também em { $space }, cuja coordenação é deste perfil. Se deve continuar: asamblea space add.
alert-still-in = { $subject } está fora e ainda lê em { $space }. Não escrever ali o que não deva ler. Quem coordena esse espaço pode tirá-la: asamblea space remove; se ela também coordena, são precisas duas pessoas.
alert-suspended = Ficou em suspenso: { $subject }{ $space ->
    [none] {""}
   *[other] {" "}({ $space })
}. { $by ->
    [none] {""}
   *[other] Quem disse foi { $by }.{" "}
}Não recebe nada novo; conserva o que tinha. { $op ->
    [none] Volta quando uma coordenadora lhe devolve o papel: asamblea member role.
   *[other] Falar com as duas. Depois outra pessoa decide: tirar (asamblea second { $op }) ou desfazer (asamblea member lift { $op }).
}
alert-suspended-me = Acesso suspenso em { $space }. Quem disse foi { $by }. O que está guardado pode ser lido; o que é novo não chega. { $op ->
    [none] Volta-se quando uma coordenadora devolve o papel. Falar com ela, pessoalmente ou por telefone.
   *[other] Outra pessoa decide. Falar com outra coordenadora, ou com quem respalda: desfaz com asamblea member lift { $op }.
}
alert-void = Não vale o que admitiu { $subject } ({ $space }): quem fez isso, { $by }, perdeu seu papel ao mesmo tempo ou antes. Se deve entrar, outra coordenadora convida de novo: asamblea invite.
alert-void-me = Não vale o que admitiu a dona deste perfil em { $space }: quem fez isso, { $by }, perdeu seu papel ao mesmo tempo ou antes. Pedir outro convite a uma coordenadora, pessoalmente ou por telefone.
alert-backup-refused = A entrada da cópia de segurança não vale mais: este aparelho lê o que foi restaurado, mas não entra. Pedir outro convite (asamblea invite device).
alert-fork = Um aparelho contou duas histórias diferentes: { $subject }. Pode haver uma cópia. As duas ficam guardadas; as mudanças dele em documentos esperam. Falar com a dona; se ela não souber explicar, anular o aparelho (asamblea device revoke) e ver o que está à parte (asamblea adopt).
alert-carrier-full = A repetidora não tem mais lugar para { $subject }: o que é novo ali não se guarda. Falar com quem escreve tanto, ou pôr outra repetidora.
alert-misbehaved = O aparelho de { $subject } quebra as regras da conexão: é desconectado. Falar com quem o usa: pode ter um erro, ou estar em outras mãos.
alert-flood = Um aparelho de { $subject } manda muito mais que o normal. { $device ->
    [none] {""}
   *[other] São { $count } registros e { $size } MiB, do aparelho { $device }.{" "}
}Nada se perde: o que vem dele entra devagar, e o das outras passa antes. Falar com ela: se não é ela quem escreve, ou não para, uma coordenadora anula o aparelho (asamblea device revoke).
alert-recovery = Um aparelho novo pede para entrar como { $subject }, com ajuda das pessoas de confiança dela. Em 48 horas entra, se ninguém o recusa. Ligar para ela: se não foi ela, asamblea recovery refuse, ou asamblea device revoke com esse aparelho.
alert-recovery-own = Alguém pede para entrar como dona deste perfil com um aparelho novo: { $subject }. Se é a própria dona, não é preciso fazer nada. Se não, recusá-lo antes de 48 horas: asamblea recovery refuse, ou asamblea device revoke com esse aparelho.
alert-recovery-contested = Dois aparelhos pedem para entrar com a mesma recuperação: { $subject }. Nenhum entra sozinho. Ligar para ela: se um é dela, verificar esse (asamblea device verify); se não, recusar os dois (asamblea recovery refuse).
alert-recovery-refused = Não entra: { $subject }. A recuperação foi recusada. Se era ela, dar a ela outro convite (asamblea invite member).
alert-recovered = Voltou a entrar com um aparelho novo: { $subject }. Se não foi ela, anulá-lo já: asamblea device revoke. Comparar as palavras de segurança dela.
alert-recovery-holder = Não está mais quem guarda uma parte da recuperação deste perfil: { $subject }. A parte dela ainda serve. Preparar de novo: asamblea recovery setup.
alert-damaged = Há dados danificados: { $subject }. Revisar com: asamblea doctor --deep.
alert-damaged-journal = Uma parte do diário deste aparelho se danificou: pode faltar algo; o resto está inteiro. Conectar com outra integrante traz essa parte outra vez: asamblea sync.
alert-damaged-set-back = O diário deste aparelho perdeu o final, ou foi posta uma cópia antiga. Antes de escrever, conectar com outra integrante: asamblea sync.
alert-damaged-keys = As chaves deste aparelho se danificaram e foram feitas outras. Conectar com outra integrante para receber o que falta: asamblea sync.
alert-damaged-keys-back = Voltou um arquivo de chaves antigo, e o diário é mais novo. Conectar com outra integrante para receber o que falta: asamblea sync. Se ninguém o pôs ali, alguém teve este disco na mão.
alert-set-back = Este aparelho voltou a um estado mais antigo: o que tinha escrito desde então voltou de outras. Foi posta uma cópia antiga da pasta dele, há uma cópia dele em uso em outro lugar, ou o disco perdeu o final. O que as outras tinham não se perdeu. Descobrir quem teve o aparelho ou restaurou uma cópia. Se ninguém souber explicar, convidar um aparelho novo (asamblea invite device) e anular este (asamblea device revoke { $device }).
alert-mended = Uma cópia de { $subject } se danificou e foi consertada: não falta nada. Se acontecer de novo, o disco está falhando: fazer uma cópia de segurança (asamblea backup create).
alert-mended-heads = Uma cópia do que lembra até onde vai o diário se danificou e foi consertada: não falta nada. Se acontecer de novo, o disco está falhando: fazer uma cópia de segurança (asamblea backup create).
alert-mended-keys = Uma cópia das chaves deste aparelho se danificou e foi consertada: não falta nada. Se acontecer de novo, o disco está falhando: fazer uma cópia de segurança (asamblea backup create).
alert-mended-mirror = A segunda cópia de uma parte do diário se danificou e foi consertada: não falta nada. Se acontecer de novo, o disco está falhando: fazer uma cópia de segurança (asamblea backup create).
alert-mended-vault = Uma cópia do cofre se danificou e foi consertada: não falta nada. Se acontecer de novo, o disco está falhando: fazer uma cópia de segurança (asamblea backup create).
alert-mended-vault-half = Uma das duas cópias do cofre não se abre com esta frase-senha. Pôr outra vez uma frase-senha escreve as duas: asamblea passphrase change.
alert-forged-edition = Foi recusada uma agenda que a Secretaria não assinou: { $subject }. Perguntar de onde veio.
alert-newcomer = Chegou alguém: { $subject }. Comparar as palavras de segurança e verificar o aparelho dela.

check-ok = bem
check-mended = bem (uma cópia se danificou e foi consertada)
check-rebuilt = bem (refeito a partir do diário ao abrir)
check-not-ok = ATENÇÃO
check-found = Para quem ajudar, em inglês: { $subject }.
check-profile = Perfil
check-permissions = Permissões
check-clock = Relógio
check-keys = Chaves
check-journal = Diário
check-index = Índice
check-ports = Portas
check-peers = Conexões
check-memory = Memória
check-swap = Memória no disco
mend-profile = Pôr outra vez uma frase-senha: asamblea passphrase change. Se não abre mais, voltar à cópia de segurança ou entrar de novo com um convite.
mend-permissions = Deixar a pasta do perfil, e tudo o que há nela, só para a dona (chown -R com a conta dela, chmod 700).
mend-clock = Acertar o relógio da máquina.
mend-keys = Sincronizar com outra integrante: as cópias dela são lacradas para as chaves novas.
mend-journal = Sincronizar com outra integrante: o que falta volta das cópias dela.
mend-index = Refaz-se sozinho a partir do diário ao voltar a abrir.
mend-ports = Escolher outra porta com --listen, ou fechar o programa que a usa.
mend-peers = Revisar a conexão, ou chamar um endereço com --connect.
mend-memory = Voltar a abrir o programa. Se continuar assim, pedir a quem cuida da máquina que desligue os despejos de memória (core dumps).
mend-swap = Criptografar a área de troca desta máquina ou desligá-la (quem a administra: swapoff -a): o que o programa tem na memória pode ficar ali, legível. Um disco criptografado a inclui.

progress-receiving = Recebendo: { $count } novidades até agora
progress-reading = Lendo o que está guardado: { $percent } %
progress-indexing = Refazendo o índice: { $percent } %
progress-sorting = Ordenando o que foi lido: { $percent } %

node-listening = Escuta em { $address }
node-ready = Funcionando.
node-peer-connected = Chegou { $who }
node-peer-closed = Saiu { $who }
node-synced = Em dia com { $who }: { $received } recebidos, { $sent } enviados
node-alert = Alerta novo: { $code }. Ver com: asamblea alerts list.
node-stopping = Terminando.

demo-begins = Preparando uma rede de demonstração: três organizações, dados fictícios, tudo se apaga ao sair.
demo-running = { $org }: funcionando
demo-writing = Escrevendo o trabalho de exemplo...
demo-same = As três organizações veem o mesmo (dados fictícios):
demo-banner = DEMONSTRAÇÃO: dados fictícios, tudo se apaga ao sair
demo-documents = { $n ->
    [one] { $n } documento
   *[other] { $n } documentos
}

network-none = Não se reconhece nenhuma rede local: aqui não se busca ninguém.
network-here = este local
network-trusted = de confiança
network-untrusted = sem marcar
network-unknown = ainda não se sabe qual é
network-searching = buscando integrantes
network-why = Só em uma rede de confiança este aparelho avisa que está presente e busca outras. Marcar a própria casa ou escritório: asamblea network trust.

search-none = Nada foi encontrado com essas palavras.
search-kind-thread = conversa
search-kind-post = mensagem
search-kind-doc = documento
search-kind-agenda = agenda
search-kind-item = data

man-done = { $n } páginas escritas em { $dir }.

## Modo de texto

text-hint = Escrever um número para abrir, ou uma palavra: «ajuda» diz todas.
text-help-hint = «ajuda» diz as palavras que se podem usar aqui.
text-help-commands = Também serve qualquer comando do programa; #3 é o código do que tem o número 3. Exemplo: thread reply #3 --body "Olá".
text-thread = Conversa
text-document = Documento
text-new = novo
text-news = Há { $count } sem ler. «seguinte» abre.
text-empty-space = Ninguém escreveu aqui ainda. «nova» e um título começam uma conversa.
text-no-agenda = Ainda não há agendas.
text-locked = Fechado: as chaves já não estão na memória. «chave» volta a abrir.
text-body-ask = Escrever o texto. Uma linha com um ponto só termina; vazio, não se manda nada.
text-verb-home = o que espera: alertas, votos, tarefas, não lido, próximas datas
cmd-home = O que espera: alertas, votos, tarefas, planos por assinar, não lido, próximas datas
text-verb-meetings = as reuniões
text-verb-rounds = as rodadas de diagnóstico
text-verb-plans = os planos
text-verb-tasks = as tarefas
text-meetings-how = Para o resto, com seu número no lugar de N: meeting attend #N, meeting agree #N --text "..." ou meeting approve #N.
text-rounds-how = Para pontuar, com seu número no lugar de N: assessment score #N --item GOB1 --score 2 --note "..."
text-plans-how = Para assinar, com seu número no lugar de N: plan sign #N
text-verb-spaces = os espaços
text-verb-agenda = a agenda
text-verb-people = as pessoas
text-verb-search = buscar palavras em tudo
text-verb-open = abrir um número; o número sozinho faz o mesmo
text-verb-back = voltar à lista de antes
text-verb-again = repetir o último
text-verb-next = abrir o seguinte sem ler
text-verb-reply = responder na conversa aberta
text-verb-reply-to = responder à mensagem desse número
text-verb-new = começar uma conversa com esse título no espaço aberto
text-verb-readers = quem lê aqui
text-verb-seen = marcar como visto o alerta desse número
text-verb-sync = conectar e intercambiar agora
text-verb-carry = escrever nesse arquivo tudo o que é próprio, para levar em pendrive
text-verb-bring = ler um arquivo que alguém trouxe em pendrive
text-verb-lock = esquecer as chaves; é preciso a frase-senha para seguir
text-verb-unlock = abrir outra vez com a frase-senha
text-verb-help = estas palavras
text-verb-quit = sair
error-text-json = O modo de texto é para pessoas. Para uma máquina: os comandos com --json.
error-text-number = Não há nada com o número { $about }. «repetir» diz outra vez a lista.
error-text-nothing-inside = Isso não tem nada dentro.
error-text-no-post = Esse número não é uma mensagem.
error-text-no-alert = Esse número não é um alerta. «início» diz os alertas.
error-text-no-thread = Primeiro é preciso abrir uma conversa.
error-text-no-space = Primeiro é preciso abrir um espaço. «espaços» diz quais há.
error-text-title = Falta o título. Exemplo: nova Oficina de maio.
error-text-file = Falta o nome do arquivo.
error-text-empty = Não há nada escrito; nada foi mandado.
error-text-not-here = Esse comando se usa fora do modo de texto.

# O que espera uma segunda palavra
pending-none = Nada espera uma segunda palavra.
pending-act-suspend = suspender
pending-act-remove = dar baixa em
pending-act-lower = baixar o papel de
pending-act-raise = nomear como coordenadora
pending-act-add = incluir
pending-act-invite = convidar
pending-act-second = confirmar
pending-act-lift = desfazer o que foi dito contra
pending-act-refound = mudar quem coordena
pending-void = (não vale por agora)
pending-second = pode ser confirmado daqui
pending-second-not = confirmar não
pending-lift = pode ser desfeito daqui
pending-lift-not = desfazer não
pending-why-own = a primeira palavra é própria
pending-why-me = ninguém decide sobre si mesma
pending-why-not-permitted = cabe a quem coordena o espaço ou o respalda
pending-why-frozen = antes outra pessoa tem que responder à palavra própria
pending-why-no-effect = não mudaria nada
