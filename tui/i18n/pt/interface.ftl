# Textos da interface de tela cheia. Frases curtas, no infinitivo, sem gênero suposto.

## Em todas as telas
ui-network-unnamed = Rede ainda sem nome
ui-online = { $count } online
ui-up-to-date = em dia
ui-reach-never = sem conexão: ninguém tem isto ainda
ui-reach-never-short = ninguém tem
ui-reach-alone = sem conexão
ui-reach-busy = intercambiando
ui-outgoing = { $count } a enviar
ui-at-of = { $at } de { $of }
ui-from-to-of = { $from }-{ $to } de { $of }
ui-new-count = { $count ->
    [one] { $count } nova
   *[other] { $count } novas
}
ui-today = hoje { $hour }
ui-yesterday = ontem { $hour }
ui-there = no local { $hour }
ui-weekdays = 2ª 3ª 4ª 5ª 6ª sá do
ui-months = jan fev mar abr mai jun jul ago set out nov dez
ui-back = Voltar
ui-save = Guardar
ui-make = Fazer
ui-go-on = Seguir
ui-title = Título
ui-name = Nome
ui-whom = A quem
ui-path = Arquivo
ui-loading = Trazendo…
ui-too-small = É preciso uma janela de 40 por 20. Esta mede { $columns } por { $rows }.
ui-panic = O programa fechou por um erro próprio. O rascunho está guardado. Abrir outra vez.

## Lugares
ui-home = Início
ui-spaces = Espaços
ui-threads = Conversas
ui-documents = Documentos
ui-agenda = Agenda
ui-agendas = Agendas
ui-people = Pessoas
ui-sync = Sincronizar
ui-help = Ajuda
ui-history = Histórico
ui-find = Buscar
ui-palette = Ir ou fazer

## Bloqueio
ui-lock-passphrase = Frase-senha
ui-lock-forgotten = Não lembro dela
ui-lock-folder = Outra pasta de dados
ui-lock-forgotten-words = Sem ela não se abre daqui. Uma coordenadora pode convidar de novo.
ui-lock-folder-words = Fechar e abrir de novo com --profile e o nome da pasta.
ui-lock-opening = Abrindo…
ui-lock-wrong = Não é essa. Esperar { $seconds ->
    [one] { $seconds } segundo.
   *[other] { $seconds } segundos.
}

## Primeiro uso
ui-wizard-title = Primeiro uso
ui-wizard-progress = passo { $number } de { $of }
ui-wizard-why = Por que se pergunta isto?
ui-wizard-working = Criando… pode demorar meio minuto.
ui-wizard-language = Idioma · Language
ui-wizard-language-why = Tudo o que o programa diz pode ser lido neste idioma. Dá para mudar ao abrir, com --lang.
ui-wizard-language-note = Nada se envia até terminar.
ui-wizard-spanish = Español
ui-wizard-spanish-hint = Todo el programa en español.
ui-wizard-portuguese = Português
ui-wizard-portuguese-hint = Todo o programa em português.
ui-wizard-english = English
ui-wizard-english-hint = The whole program in English.
ui-wizard-how = Como começar?
ui-wizard-how-why = Com um convite se entra em uma rede que já existe. Fundar cria uma rede vazia. A prática usa dados inventados e nada sai deste aparelho.
ui-wizard-how-note = Nada se envia até terminar. Sempre se pode voltar atrás.
ui-wizard-join = Tenho um convite
ui-wizard-join-hint = Um código ou um quadrado que outra pessoa entregou.
ui-wizard-found = Fundar uma rede nova
ui-wizard-found-hint = Só se ninguém a fundou ainda.
ui-wizard-demo = Praticar com dados inventados
ui-wizard-demo-hint = Nada do que se fizer ali sai deste aparelho.
ui-wizard-names = Nomes
ui-wizard-names-why = Só quem está na rede vê os nomes. Não é preciso o nome do documento: serve o que se usa entre colegas. Não se pede e-mail nem telefone.
ui-wizard-names-note = Serve um nome escolhido.
ui-wizard-names-words = Só quem estiver na rede vai ver.
ui-wizard-code-words = O código pode ter espaços. Usa-se uma única vez.
ui-wizard-network = Rede
ui-wizard-org = Organização
ui-wizard-country = País
ui-wizard-person = Meu nome
ui-wizard-code = Código
ui-wizard-passphrase = Escolher uma frase-senha
ui-wizard-passphrase-why = Cinco palavras sorteadas são fáceis de lembrar e muito difíceis de adivinhar, até para uma máquina que testa milhões. Uma frase conhecida ou um nome se adivinham em minutos.
ui-wizard-passphrase-note = Anotar em papel até saber de cor.
ui-wizard-passphrase-words = Fecha tudo o que se guarda neste aparelho. Ninguém mais a conhece.
ui-wizard-suggested = Sugerida: { $words }
ui-wizard-again = Outra vez
ui-wizard-reveal = Ver ou ocultar o escrito
ui-wizard-resuggest = Sugerir outras palavras
ui-strength = Força
ui-strength-low = baixa
ui-strength-middle = média
ui-strength-high = alta
ui-wizard-protects = O que protege, e o que não
ui-wizard-protects-why = Quem sabe o que um programa não protege pode se cuidar melhor.
ui-wizard-protects-note = Ao seguir se cria tudo o que foi escolhido.
ui-protects-off = Sim: fechado ou desligado, neste aparelho não se lê nada.
ui-protects-space = Sim: ninguém fora de um espaço lê o que há nele.
ui-protects-offline = Sim: funciona sem Internet e com pendrive.
ui-not-open = Não: se o pegam aberto ou com a frase-senha, leem tudo.
ui-not-hidden = Não: não esconde que se usa, nem de que conexão.
ui-not-taken-back = Não: o que já foi enviado não se retira.
ui-not-forgotten = Não: sem frase-senha não há volta.
ui-protects-understood = Entendido, seguir
ui-protects-more = O que mais não protege
ui-not-when = Não: ninguém pode provar quando algo foi escrito.
ui-not-two = Não: uma integrante pode dizer duas coisas a dois grupos até que se comparem.
ui-not-broken = Não: um disco quebrado leva o que não chegou a outro aparelho.
ui-not-others = Não: apagar aqui não apaga o que as outras têm, nem o que um disco retém por dentro.
ui-not-majority = Não: duas coordenadoras de acordo podem se apossar da organização.
ui-not-signed = Não: o que se assina é prova, também contra quem escreveu.
ui-wizard-ready = Pronto
ui-wizard-ready-why = Já se pode entrar.
ui-wizard-ready-note = Ctrl-L fecha tudo a qualquer momento.
ui-ready-founded = A rede está fundada.
ui-ready-joined = Já se pode ler e escrever na rede.
ui-ready-waiting = Ninguém respondeu ainda. Continua tentando sozinho.
ui-ready-words = Palavras de segurança: { $words }
ui-ready-start = Para começar
ui-ready-words-why = Ler em voz alta para quem convidou, ou para quem se convidar.
ui-ready-enter = Entrar

## Falhas ao preencher
ui-fault-empty = Falta escrever aqui.
ui-fault-country = O país são duas letras, por exemplo BR.
ui-fault-code = O código está incompleto ou tem um erro. Copiar outra vez, inteiro.
ui-fault-short = Curta demais: são precisas { $least } letras ou mais.
ui-fault-different = Não são iguais. Escrever outra vez.
ui-fault-date = O dia se escreve assim: 2027-04-15.
ui-fault-hour = A hora se escreve assim: 16:00.
ui-fault-retain = De 7 a 3650 dias, ou vazio: não se esquece nada.
ui-fault-until = O fim é uma hora (18:00), um dia com hora (2027-04-16 18:00) ou minutos (90).
ui-fault-until-before = O fim tem que ser depois do começo.
ui-fault-until-stays = Esta data tem fim: escrever outro, não deixar vazio.
ui-fault-zone = O fuso se escreve assim: America/Lima.
ui-fault-path = Escrever o caminho completo, desde o começo.
ui-destroy = Destruir este perfil
ui-destroy-yes = Destruir

## Início
ui-home-alerts = Alertas
ui-home-tasks = Para começar
ui-home-unread = Sem ler
ui-home-changed = Mudanças
ui-home-since = desde minha visita, { $when }
ui-home-dates = Próximas datas
ui-home-quiet = Nada à espera.
ui-home-quiet-next = 2 ir aos espaços   3 ver a agenda
ui-home-waiting = Ninguém entregou as chaves ainda. Continua tentando sozinho.
ui-task-coordinators = Incluir coordenadoras: há { $count } de 3
ui-task-words = Ler minhas palavras para quem convidou
ui-task-organization = Convidar outra organização
ui-task-device = Incluir outro aparelho meu
ui-task-compare = Comparar palavras de um aparelho
ui-task-greet = Escrever a primeira saudação
ui-exchanged-short = Último intercâmbio { $when }.
ui-exchanged = Último intercâmbio { $when }. { $held }
ui-alert-came = Há um alerta novo. Está em Início.
ui-alert-seen = Marcar como visto
ui-alert-fork = Duas histórias de um aparelho: { $subject }
ui-alert-fork-words = O que houve: o aparelho de { $subject } contou duas histórias. Há uma cópia, ou se restaurou um disco antigo.
ui-stories-means = O que significa: ninguém entra nem sai por isso. As mudanças dela em documentos esperam. Falar com ela.
ui-stories-one = História { $number }: { $texts }
ui-stories-edit = (mudança de um documento)
ui-stories-more = e mais { $n }
ui-stories-leave = Deixar assim por enquanto
ui-stories-both = Anular o aparelho; vale o que têm em comum
ui-stories-keep = Anular o aparelho; vale também a história { $number }
ui-alert-damaged = Uma parte está danificada: { $subject }
ui-alert-damaged-words = Não se consegue ler uma parte do que está guardado. O resto está inteiro. Sincronizar traz essa parte de novo.
ui-alert-damaged-journal = Uma parte do diário está danificada
ui-alert-damaged-journal-words = Pode faltar algo; o resto está inteiro. Sincronizar com outra integrante traz essa parte de novo.
ui-alert-damaged-set-back = O diário perdeu o final
ui-alert-damaged-set-back-words = Ou se pôs uma cópia antiga. Antes de escrever, sincronizar com outra integrante: ela tem o que falta.
ui-alert-damaged-keys = Chaves deste aparelho danificadas
ui-alert-damaged-keys-words = Foram feitas outras. Sincronizar com outra integrante para receber o que falta.
ui-alert-damaged-keys-back = Voltou um arquivo de chaves antigo
ui-alert-damaged-keys-back-words = O diário é mais novo. Sincronizar com outra integrante para receber o que falta. Se ninguém o pôs ali, alguém teve este disco na mão.
ui-alert-set-back = Este aparelho voltou atrás
ui-alert-set-back-words = O que tinha escrito desde então voltou de outras; o que elas tinham não se perdeu. Foi posta uma cópia antiga da pasta dele, há uma cópia dele em uso em outro lugar, ou o disco perdeu o final. Descobrir quem teve o aparelho ou restaurou uma cópia. Se ninguém souber explicar, convidar um aparelho novo e anular este.
ui-alert-mended = Um dano foi consertado: { $subject }
ui-alert-mended-words = Uma cópia estava danificada; não falta nada. Se acontecer de novo, o disco está falhando: fazer uma cópia de segurança.
ui-alert-mended-heads = Foi consertado um dano no que o diário lembra
ui-alert-mended-heads-words = Uma cópia estava danificada; não falta nada. Se acontecer de novo, o disco está falhando: fazer uma cópia de segurança.
ui-alert-mended-keys = Foi consertado um dano nas chaves
ui-alert-mended-keys-words = Uma cópia estava danificada; não falta nada. Se acontecer de novo, o disco está falhando: fazer uma cópia de segurança.
ui-alert-mended-mirror = Foi consertado um dano na segunda cópia do diário
ui-alert-mended-mirror-words = Uma cópia estava danificada; não falta nada. Se acontecer de novo, o disco está falhando: fazer uma cópia de segurança.
ui-alert-mended-vault = Foi consertado um dano no cofre
ui-alert-mended-vault-words = Uma cópia estava danificada; não falta nada. Se acontecer de novo, o disco está falhando: fazer uma cópia de segurança.
ui-alert-mended-vault-half = Uma cópia do cofre não abre
ui-alert-mended-vault-half-words = A outra abre. Pôr de novo uma frase-senha escreve as duas.
ui-alert-adopted = À vista: algo que estava à parte, em { $space }
ui-alert-adopted-words = Quem decidiu foi { $by }.
ui-alert-away = Ninguém deixa este aparelho entrar
ui-alert-away-words = Respondem, e não o deixam entrar. Podem estar bloqueadas, ou este aparelho ficou de fora. Perguntar a uma coordenadora, pessoalmente ou por telefone. O que está guardado pode ser lido.
ui-alert-backup-refused = A cópia de segurança já não dá entrada
ui-alert-backup-refused-words = O que foi restaurado pode ser lido, mas este aparelho não entra. Pedir outro convite a quem coordena.
ui-alert-carrier-full = Sem lugar: { $subject }
ui-alert-carrier-full-words = A repetidora chegou ao limite com { $subject } e não guarda o que é novo. Falar com quem escreve tanto.
ui-alert-misbehaved = Quebra as regras: { $subject }
ui-alert-misbehaved-words = O aparelho de { $subject } manda o que nenhum programa manda, ou manda demais. É desconectado. Falar com quem o usa: pode ter um erro, ou estar em outras mãos.
ui-alert-flood = Manda demais: { $subject }
ui-alert-flood-words = Um aparelho de { $subject } manda muito mais que o normal. { $device ->
    [none] {""}
   *[other] São { $count } registros e { $size } MiB, do aparelho { $device }.{" "}
}Nada se perde: o que vem dele entra devagar, e o das outras passa antes. Falar com ela. Se não é ela quem escreve, ou não para, uma coordenadora anula o aparelho em Pessoas.
ui-alert-conflict = Duas com um convite: { $subject }
ui-alert-conflict-words = Nenhuma está dentro ainda. Falar com quem se quis convidar e comparar as palavras do aparelho dela, em Pessoas. A outra fica de fora, e conserva o que lhe selaram antes as que não sabiam das duas.
ui-alert-conflict-me = Outra usou o mesmo convite: { $subject }
ui-alert-conflict-me-words = Nenhuma está dentro ainda. Ler as palavras deste aparelho para quem fez o convite, pessoalmente ou por telefone, para que ela o verifique.
ui-alert-forged = Mudança falsa ou danificada: { $subject }
ui-alert-forged-words = Ficou de fora uma mudança de um documento de { $subject }. Perguntar a ela que programa usa, e revisar o aparelho dela.
ui-alert-forged-edition = Edição sem assinatura válida: { $subject }
ui-alert-forged-edition-words = Foi recusada uma edição de { $subject } que a Secretaria não assinou. A anterior continua valendo.
ui-alert-frozen = Palavra própria espera outra: { $subject }
ui-alert-frozen-words = Até que outra pessoa dê a segunda palavra contra { $subject }, não se pode admitir nem promover ninguém. Pedir essa palavra, ou retirar a própria em Pessoas.
ui-alert-grant-waiting = Falta uma palavra: { $subject } coordenaria
ui-alert-grant-waiting-words = Quem propõe é { $by }, em { $space }. Não vale até a segunda palavra. Se está certo, confirmar em Pessoas; se não, falar com quem propôs.
ui-alert-grant-waiting-me = Proposta para eu coordenar { $space }
ui-alert-grant-waiting-me-words = Quem propõe é { $by }. Não vale até que outra pessoa dê a segunda palavra.
ui-alert-invitation-late = Convite que já não vale: { $subject }
ui-alert-invitation-late-words = Alguém chegou com o convite { $subject }, que já terminou. Se é quem se espera, dar um novo.
ui-alert-invitation-misused = Convite usado outra vez: { $subject }
ui-alert-invitation-misused-words = Alguém quis usar de novo o convite { $subject }. Falar com quem foi convidada e comparar as palavras do aparelho dela.
ui-alert-lifted = Sem suspensão: { $subject }
ui-alert-lifted-words = { $by } desfez o que foi dito contra { $subject }, em { $space }. Volta a receber e a escrever como antes. Até que todas saibam, pode abrir algo que não era para ela, ou não abrir algo que era.
ui-alert-lifted-me = Fim da suspensão: { $space }
ui-alert-lifted-me-words = { $by } desfez o que foi dito. O que é novo volta a chegar; sincronizar traz o que faltou.
ui-alert-lowered = Papel menor: { $subject }
ui-alert-lowered-words = { $subject } fica como { $role } em { $space }. Quem disse foi { $by }. { $op ->
    [none] Já está decidido.
   *[other] Outra pessoa decide ou desfaz, em Pessoas.
}
ui-alert-lowered-me = Meu papel é menor em { $space }
ui-alert-lowered-me-words = Fica como { $role }. Quem disse foi { $by }. { $op ->
    [none] Já está decidido. Falar com quem coordena.
   *[other] Outra pessoa decide ou desfaz. Falar com outra coordenadora.
}
ui-alert-newcomer = Chegou { $subject }
ui-alert-newcomer-words = { $subject } entrou com um convite. Comparar palavras para saber que é ela.
ui-alert-recovery = Um aparelho novo pede para entrar
ui-alert-recovery-words = Um aparelho novo pede para entrar como { $subject }, com ajuda das pessoas de confiança dela. Em 48 horas entra, se ninguém recusar. Ligar para ela: se não foi ela, asamblea recovery refuse, ou asamblea device revoke com esse aparelho.
ui-alert-recovery-own = Pedem entrada como dona do perfil
ui-alert-recovery-own-words = Alguém pede para entrar como dona deste perfil com um aparelho novo: { $subject }. Se é a própria dona, não é preciso fazer nada. Se não, recusar antes de 48 horas: asamblea recovery refuse, ou asamblea device revoke com esse aparelho.
ui-alert-recovery-contested = Dois aparelhos pedem a mesma entrada
ui-alert-recovery-contested-words = Dois aparelhos pedem para entrar com a mesma recuperação: { $subject }. Nenhum entra sozinho. Ligar para ela: se um é dela, verificar esse (asamblea device verify); se não, recusar os dois (asamblea recovery refuse).
ui-alert-recovery-refused = Uma recuperação foi recusada
ui-alert-recovery-refused-words = Não entra: { $subject }. A recuperação foi recusada. Se era ela, dar a ela outro convite (asamblea invite member).
ui-alert-recovered = Alguém voltou a entrar
ui-alert-recovered-words = Voltou a entrar com um aparelho novo: { $subject }. Se não foi ela, anular já o aparelho: asamblea device revoke. Comparar as palavras de segurança dela.
ui-alert-recovery-holder = Falta quem guardava uma parte
ui-alert-recovery-holder-words = Já não é integrante quem guarda uma parte da recuperação deste perfil: { $subject }. Essa parte ainda serve. Preparar de novo: asamblea recovery setup.
ui-alert-office-given = Cargo de Secretaria: { $subject }
ui-alert-office-given-words = { $subject } respalda a rede e publica as agendas. Quem propôs foi { $by }.
ui-alert-office-left = Deixa o cargo de Secretaria: { $subject }
ui-alert-office-left-words = Quem disse foi { $by }. { $op ->
    [none] Já está decidido.
   *[other] Falta a segunda palavra: dar ou desfazer, em Pessoas.
}
ui-alert-office-waiting = Falta uma palavra: { $subject } teria o cargo
ui-alert-office-waiting-words = { $by } propõe { $subject } para a Secretaria. Não vale até a segunda palavra. Se está combinado, confirmar em Pessoas; se não, falar com quem propôs.
ui-alert-out = Este aparelho ficou de fora
ui-alert-out-words = { $subject } já não o deixa entrar. O que está guardado pode ser lido; o que é novo não chega nem sai. Perguntar a uma coordenadora, pessoalmente ou por telefone. Volta-se com um convite novo e um perfil novo.
ui-alert-refound-waiting = Falta uma palavra: coordenariam { $space }
ui-alert-refound-waiting-words = { $orgs ->
    [none] { $by } propõe { $subject }. Não vale até a segunda palavra. Se está combinado: asamblea second { $op }. Se não, falar com quem propôs.
   *[other] { $by } propõe { $subject }. { $orgs } Se está combinado: asamblea second { $op }. Se não, falar com quem propôs.
}
ui-alert-refounded = Mudou quem coordena { $space }
ui-alert-refounded-words = Coordenam { $subject }. Quem propôs foi { $by }. As de antes continuam como integrantes.
ui-alert-removed = Baixa: { $subject }
ui-alert-removed-words = { $subject } já não recebe nada novo. Conserva o que já tinha. { $by ->
    [none] {""}
   *[other] Quem decidiu foi { $by }; se foi um erro, falar com ela e convidar de novo.
}
ui-alert-removed-me = Acesso encerrado: { $space }
ui-alert-removed-me-words = Quem decidiu foi { $by }. O que está guardado pode ser lido; não chega nada novo. Falar com uma coordenadora, pessoalmente ou por telefone. Volta-se com um convite novo e um perfil novo.
ui-alert-left = Saiu: { $subject }
ui-alert-left-words = { $subject } saiu de { $space } por decisão própria. Não recebe nada novo e conserva o que tinha. Para que volte: asamblea invite, ou asamblea space add.
ui-alert-left-me = Saída: { $space }
ui-alert-left-me-words = Foi dita em outro aparelho deste perfil. O que está guardado pode ser lido; não chega nada novo dali.
ui-alert-followed-out = Saiu também: { $subject }
ui-alert-followed-out-words = Quem saiu já não lê aqui: { $subject }. Este aparelho disse isso também em { $space }, cuja coordenação é deste perfil. Se deve continuar: asamblea space add.
ui-alert-still-in = Ainda lê: { $subject }
ui-alert-still-in-words = { $subject } está fora e ainda lê em { $space }. Não escrever ali o que não deva ler. Quem coordena esse espaço pode tirá-la: asamblea space remove; se ela também coordena, são precisas duas pessoas.
ui-alert-suspended = Suspensa: { $subject }
ui-alert-suspended-words = { $subject } conserva o que tinha e não recebe nada novo. { $by ->
    [none] {""}
   *[other] Quem disse foi { $by }.{" "}
}{ $op ->
    [none] Volta quando recebe de novo um papel: asamblea member role.
   *[other] Falar com as duas; depois outra pessoa decide ou desfaz, em Pessoas.
}
ui-alert-suspended-me = Acesso suspenso: { $space }
ui-alert-suspended-me-words = Quem disse foi { $by }. O que está guardado pode ser lido; o que é novo não chega. { $op ->
    [none] Falar com uma coordenadora: volta-se quando ela dá um papel de novo.
   *[other] Outra pessoa decide. Falar com outra coordenadora, ou com quem respalda, para que desfaça.
}
ui-alert-void = Não vale a entrada de { $subject }
ui-alert-void-words = Quem admitiu foi { $by }, que perdeu seu papel em { $space } ao mesmo tempo ou antes. Se deve entrar, outra coordenadora convida de novo, em Pessoas.
ui-alert-void-me = Não vale a própria entrada: { $space }
ui-alert-void-me-words = Quem deu foi { $by }, que perdeu seu papel ao mesmo tempo ou antes. Pedir outro convite a uma coordenadora, pessoalmente ou por telefone.
ui-alert-other = Aviso: { $subject }
ui-alert-other-words = { $text }

## Espaços
ui-tree-org = Minha organização
ui-tree-working = Grupos de trabalho
ui-tree-mine = Só meus aparelhos
ui-tree-empty = Ainda não há espaços.
ui-list-empty = Ninguém escreveu aqui ainda. c começar uma conversa.
ui-nothing-open = Enter abre a conversa escolhida.
ui-closed = encerrada
ui-changed = mudou
ui-draft = rascunho
ui-edition = Edição { $edition }
ui-kind-network = Espaço de toda a rede
ui-kind-org = Espaço da organização
ui-kind-subregion = Espaço da sub-região
ui-kind-person = Espaço de uma pessoa
ui-kind-working = Grupo de trabalho
ui-space-line = { $kind }: { $people ->
    [one] { $people } pessoa
   *[other] { $people } pessoas
} de { $orgs ->
    [one] { $orgs } organização
   *[other] { $orgs } organizações
}
ui-readers = { $people ->
    [one] Vai ler: { $people } pessoa
   *[other] Vão ler: { $people } pessoas
} de { $orgs ->
    [one] { $orgs } organização
   *[other] { $orgs } organizações
} · { $space }
ui-readers-asking = Vendo quem vai ler…
ui-readers-unknown = Ainda não se sabe quem vai ler. Esperar um momento.

## Quem lê aqui, e por quê
ui-reads-title = Quem lê aqui
ui-reads-mine = Só os próprios aparelhos leem isto: ninguém mais.
ui-reads-count = { $people ->
    [one] Lê { $people } pessoa
   *[other] Leem { $people } pessoas
} de { $orgs ->
    [one] { $orgs } organização
   *[other] { $orgs } organizações
}.
ui-reads-group-direct = Por si mesmas
ui-reads-group-through = Por { $names }
ui-reads-group-store = Guardam sem ler
ui-reads-me = (eu)
ui-reads-machine-short = máquina
ui-reads-carrier-short = repetidora
ui-reads-own = É o espaço de { $who }
ui-reads-in = { $who } está em { $space }
ui-reads-in-turn = { $before }, que está em { $space }
ui-reads-why = Por quê
ui-reads-way = Via { $number }
ui-reads-ways = Está por { $count } vias: enquanto sobrar uma, continua lendo.
ui-reads-role-admin = Lê, escreve e decide quem entra.
ui-reads-role-write = Lê e escreve.
ui-reads-role-read = Lê e não escreve.
ui-reads-role-carrier = Guarda o que está lacrado e o entrega. Não tem chave para ler.
ui-reads-devices = { $count ->
    [one] { $count } aparelho
   *[other] { $count } aparelhos
}
ui-reads-unverified = Sem verificar: ninguém comparou palavras ainda. Pode ser outra pessoa.
ui-reads-machine = É uma máquina de ninguém em particular: lê quem estiver com ela.
ui-reads-step = { $member } em { $space }
ui-reads-step-when = { $member } em { $space }: chegou aqui { $when }
ui-reads-step-by = { $member } em { $space }: por { $by }
ui-reads-step-by-when = { $member } em { $space }: por { $by }, chegou aqui { $when }
ui-reads-gone = Quem saiu não aparece: conserva o que já tinha.

## Conversas
ui-thread-empty = Ninguém escreveu aqui ainda. R responder.
ui-thread-damaged = Falta aqui uma parte danificada. Sincronizar a traz de novo.
ui-new-below = { $count ->
    [one] Há { $count } nova mais abaixo
   *[other] Há { $count } novas mais abaixo
}
ui-delivered = entregue
ui-kept-here = guardado aqui
ui-quoted-by = { $name } (citada)
ui-answers = a { $name }: «{ $text }»
ui-post-aside = O aparelho contou duas histórias: falta esclarecer qual vale.
ui-post-retracted = (retirado pela autora)
ui-post-edited = (mudado depois)
ui-post-clock = (diz { $says }, recebido { $came })

## Escrever
ui-compose-thread = Conversa nova
ui-compose-reply = Responder
ui-compose-reply-to = Responder a { $name }
ui-compose-empty = Ainda não há nada escrito.
ui-compose-untitled = Falta o título.
ui-compose-failed = Não saiu: { $why } O rascunho está a salvo.
ui-sending = enviando…
ui-sent-online = Guardado. Está sendo entregue.
ui-sent-alone = Guardado aqui. Sai sozinho ao conectar.
ui-draft-saved = rascunho guardado
ui-draft-kept = O rascunho está guardado.
ui-draft-back = O rascunho voltou.
ui-draft-failed = Não deu para guardar o rascunho: { $why } Continua na tela.
ui-discard-title = Descartar o rascunho
ui-discard-words = O que foi escrito se apaga e não volta.
ui-discard-no = Seguir escrevendo
ui-discard-yes = Descartar
ui-wider-title = Mais gente vai ler
ui-wider-words = Ao começar iam ler { $before ->
    [one] { $before } pessoa
   *[other] { $before } pessoas
}. Agora são { $after } em { $space }.
ui-wider-final = O que se envia já não se retira de outros aparelhos.
ui-wider-no = Voltar ao rascunho
ui-wider-yes = Enviar a { $after } pessoas

## Documentos
ui-doc-others = também aqui: { $names }
ui-doc-here = { $count } aqui
ui-doc-saved = guardado
ui-doc-saving = guardando…
ui-doc-slow = O disco demora. Esperar um momento antes de seguir.
ui-new-document = Documento novo
ui-new-document-words = Todas as pessoas do espaço podem escrever nele ao mesmo tempo.
ui-history-note = Ver uma versão não muda nada.

## Espaços novos
ui-new-space = Espaço novo
ui-new-space-words = Quem está nele lê, e mais ninguém. Quem o cria administra; depois se incluem outras. Uma sub-região reúne organizações da rede.
ui-space-with = Com quem, separadas por ; (opcional)
ui-space-retain = Esquecer depois de tantos dias, 7 a 3650 (opcional)
ui-space-working = Criar um grupo de trabalho
ui-space-from-join = Criar um grupo em que quem entra não lê o anterior
ui-space-subregion = Criar uma sub-região
ui-add-member = Incluir alguém
ui-add-member-words = Um nome ou um código. A partir de agora vai ler o que se escrever aqui.

## Agenda
ui-my-hour = minha hora
ui-agenda-empty = Ainda não há agendas. c começar uma.
ui-agenda-no-items = Ainda não há datas. o incluir uma.
ui-agenda-draft = Rascunho: ninguém o publicou ainda.
ui-agenda-signed = Edição { $edition }, assinada por { $who }, { $when }.
ui-receipt-title = Quem tem a edição
ui-receipt-asking = Vendo quem a tem…
ui-receipt = Está com { $held } de { $of }
ui-receipt-missing = Faltam { $names }
ui-receipt-held = Está com { $names }
ui-item-title = Data nova
ui-item-words = A hora é a do lugar. O fim (uma hora, ou os minutos que dura) e quem responde podem faltar.
ui-item-what = O quê
ui-item-date = Dia
ui-item-hour = Hora
ui-item-zone = Fuso
ui-item-place = Local
ui-item-until = Fim ou minutos
ui-item-whose = Responsável
ui-item-save-as = Gravar: { $kind }
ui-item-meeting = Reunião
ui-item-training = Oficina
ui-item-action = Ação
ui-item-deadline = Prazo
ui-item-off = cancelada
ui-item-cancelled = Está cancelada.
ui-item-there = No local são { $hour } ({ $zone }).
ui-item-at = Local: { $place }
ui-item-who = Responsável: { $who }
ui-new-agenda = Agenda nova
ui-new-agenda-words = Quem está no espaço vai ver.
ui-publish-title = Publicar a edição { $edition } de { $title }
ui-publish-words = É assinada e chega a todas as organizações. Uma edição publicada não se apaga; é substituída por outra.
ui-publish-no = Voltar sem publicar
ui-publish-yes = Assinar e publicar

## Pessoas
ui-people-empty = Ainda não se conhece ninguém. i convidar.
ui-people-region = Sub-região: { $name }
ui-people-no-region = Sem sub-região
ui-people-choose = Enter abre o convite.
ui-people-note = Aqui só aparecem pessoas com quem se compartilha um espaço.
ui-people-unverified = Sem verificar: pode ser outra pessoa com o convite dela.
ui-people-unverified-me = Sem verificar: ninguém comparou ainda as palavras deste aparelho. Ler as palavras para quem convidou.
ui-person-state = Estado: { $state }
ui-person-me = Sou eu.
ui-org-me = É a minha.
ui-org-people = { $count ->
    [one] { $count } pessoa
   *[other] { $count } pessoas
}
ui-invited-by = Convite de { $name }
ui-devices = Aparelhos
ui-carriers = Repetidoras
ui-no-devices = Sem aparelhos conhecidos.
ui-this-device = (este)
ui-seen = visto { $when }
ui-safety-words = Palavras de segurança
ui-compare-hint = Pedir que leia as dela, por telefone ou cara a cara; não por mensagem. v comparar.
ui-compared-hint = São as que este aparelho lê para quem quiser comparar.
ui-own-words-title = Minhas palavras de segurança
ui-own-words = Ler por telefone ou cara a cara, não por mensagem. Se a outra vê as mesmas, marca este aparelho como verificado.
ui-compare-title = Comparar palavras
ui-compare-words = Pedir que leia as dela, por telefone ou cara a cara; não por mensagem.
ui-compare-later = Deixar para depois
ui-compare-same = São as mesmas
ui-compare-different = Não são as mesmas
ui-role-coordinator = coordenadora
ui-role-member = integrante
ui-role-observer = observadora
ui-role-admin = administra
ui-role-write = escreve
ui-role-read = lê
ui-state-active = ativa
ui-state-unverified = sem verificar
ui-state-waiting = em espera
ui-state-words = falta comparar palavras
ui-state-suspended = suspensa
ui-state-removed = com baixa
ui-state-invited = convidada
ui-remove-person = Dar baixa em { $name }
ui-remove-person-words = Não vai receber nada novo.
ui-remove-coordinator = Suspender { $name }
ui-remove-coordinator-words = Contra uma coordenadora, uma só pessoa suspende; são precisas duas para a baixa. Não vai receber nada novo.
ui-second-out = Decidir a baixa de { $name }
ui-second-out-words = Outra coordenadora já disse o mesmo. Com esta palavra fica decidido: os aparelhos dela não voltam.
ui-second-out-yes = Decidir
ui-second-raise = Confirmar o papel de { $name }
ui-second-raise-words = Outra coordenadora propôs. Com esta palavra vale: vai poder convidar e dar baixa.
ui-second-raise-yes = Confirmar
ui-lift = Desfazer a suspensão de { $name }
ui-lift-words = Volta a receber e a escrever como antes.
ui-lift-yes = Desfazer
ui-remove-org = Dar baixa em { $name }
ui-remove-org-words = Nenhuma pessoa da organização vai receber nada novo.
ui-remove-device = Dar baixa no aparelho { $name }
ui-remove-device-words = O aparelho não vai receber nada novo. A pessoa continua com os outros aparelhos.
ui-remove-keeps = Conserva o que já recebeu: isso não se pode apagar daqui.
ui-remove-no = Voltar sem mudar nada
ui-remove-yes = Dar baixa
ui-suspend-yes = Suspender
ui-suspend-urgent = Suspender e trocar já todas as chaves
ui-remove-urgent = Dar baixa e trocar já todas as chaves
ui-leave = Sair de { $name }
ui-leave-words = Não vai chegar nada novo de lá. O que já foi recebido se conserva. Para voltar é preciso que outra pessoa inclua ou convide a dona deste perfil. Para quem coordena ali, vale de todo quando outra confirma.
ui-leave-yes = Sair

## Uma palavra que espera outra
ui-conflict-title = Duas decisões que não se conheciam
ui-conflict-one = Falta uma segunda palavra: { $about }
ui-conflict-act = { $by }: { $act }. Chegou { $when }.
ui-conflict-act-void = { $by }: { $act }. Chegou { $when }. Não vale por enquanto.
ui-conflict-happened-both = O que houve: foram escritas sem uma saber da outra. Nada se decidiu pelo relógio.
ui-conflict-happened-one = O que houve: quem disse foi { $by }. Outra pessoa confirma ou desfaz.
ui-conflict-holds-out = O que vale: { $about } está suspensa; conserva o que tinha e não recebe nada novo.
ui-conflict-holds-lower = O que vale: { $about } já tem um papel menor.
ui-conflict-holds-nothing = O que vale: tudo continua como estava.
ui-conflict-frozen = { $by } não pode incluir gente nem dar cargos até que outra fale.
ui-conflict-missing-word = O que falta: outra pessoa que coordene { $space } ou o respalde. Se disser o mesmo, fica decidido; se desfizer, volta a ser como era.
ui-conflict-missing-grant = { $orgs ->
    [none] O que falta: outra pessoa que coordene { $space } ou o respalde. Se disser o mesmo, vale.
   *[other] O que falta: { $orgs }
}
ui-conflict-leave = Deixar assim por enquanto
ui-conflict-second-word = Confirmar como segunda voz
ui-conflict-second-grant = Confirmar como segunda voz
ui-conflict-lift = Desfazer: volta a ser como era
ui-conflict-withdraw = Retirar a palavra própria
ui-conflict-read = Ler as decisões assinadas
ui-conflict-signed = { $id }: { $by }: { $act }. Chegou { $when }.
ui-conflict-no-second = Confirmar não cabe aqui: { $why }.
ui-conflict-no-lift = Desfazer não cabe aqui: { $why }.
ui-conflict-why-own = a primeira palavra é própria, e cabe a outra pessoa
ui-conflict-why-me = ninguém decide sobre si mesma
ui-conflict-why-not-permitted = cabe a quem coordena { $space } ou o respalda
ui-conflict-why-frozen = antes outra pessoa tem que responder à palavra própria
ui-conflict-why-no-effect = não mudaria nada
ui-conflict-note = Seta para cima: ler tudo. Em { $space } todas recebem este aviso.
ui-act-suspend = suspender { $about }
ui-act-remove = dar baixa em { $about }
ui-act-lower = baixar o papel de { $about } a { $role }
ui-act-raise = nomear como coordenadora { $about }
ui-act-add = incluir { $about }, { $role }
ui-act-invite = convidar { $about }
ui-act-second = confirmar alguém
ui-act-lift = desfazer o que foi dito contra { $about }
ui-act-refound = mudar quem coordena { $about }

## Palavras que não são as mesmas
ui-different-title = Não são as mesmas: { $name }
ui-different-means = O que significa: pode ter entrado outra pessoa com o código dela, e lê o que se escrever.
ui-different-do = O que fazer: dar baixa no aparelho, avisar, e falar com ela pessoalmente. Depois, um convite novo.
ui-different-bar = Dar baixa no aparelho; todas recebem o aviso
ui-different-tell = Escrever o aviso à minha organização
ui-different-no-bar = Dar baixa não cabe aqui. { $why }
ui-different-post-title = Outras palavras: { $name }
ui-different-post = As palavras de segurança do aparelho de { $name } não são as que se veem aqui. Pode ter entrado outra pessoa com o código dela. Não escrever nada delicado onde ela leia, até esclarecer.

## Convites
ui-invitations = Convites abertos
ui-invite-title = Quem convidar?
ui-invite-member = Integrante da minha organização
ui-invite-coordinator = Coordenadora da minha organização
ui-invite-observer = Observadora da minha organização
ui-invite-device = Outro aparelho meu
ui-invite-org = Uma organização nova
ui-invite-node = Uma máquina sempre ligada (repetidora)
ui-invite-member-words = O nome só serve para a saudação; ela escolhe o dela.
ui-invite-coordinator-words = Vai poder convidar e dar baixa. O nome só serve para a saudação.
ui-invite-observer-words = Vai poder ler e não escrever. O nome só serve para a saudação.
ui-invite-org-words = A coordenadora da organização entra com o código e escolhe os outros nomes.
ui-invite-node-words = Guarda e entrega o que a organização lacrou, sem chaves para ler. Quem estiver com ela vê que aparelhos formam cada organização, tamanhos, horas e endereços; nem um nome nem um texto.
ui-node-name = Como chamá-la
ui-her-name = Nome dela
ui-invitation-for = Convite para { $name }
ui-invitation-member = uma integrante
ui-invitation-org = uma organização
ui-invitation-device = outro aparelho meu
ui-invitation-node = uma repetidora
ui-invitation-backup = uma cópia de segurança
ui-invitation-backup-words = A entrada que leva uma cópia de segurança. Serve uma única vez e não vence. Se a cópia se perdeu ou já não se usa, anular.
ui-invitation-recovery = uma recuperação
ui-invitation-recovery-words = A entrada que se repartiu entre pessoas de confiança. Serve uma única vez e não vence. Ao anular, as partes não servem mais.
ui-invitation-ends = Serve uma única vez, até { $when }.
ui-invitation-unverified = Quem usar o convite aparece como sem verificar até comparar palavras.
ui-invitation = convite
ui-invitation-short = Para { $name }, uma vez, até { $when }
ui-invitation-note = Ditar ou levar em mãos; não por e-mail. Quem o vê pode entrar.
ui-revoke-title = Anular o convite
ui-revoke-words = O código deixa de servir. Pode-se fazer outro.
ui-revoke-no = Voltar sem anular
ui-revoke-yes = Anular

## Sincronizar
ui-sync-online = Online
ui-sync-nobody = Ninguém online. Tudo se guarda aqui e sai sozinho depois. x levar em pendrive.
ui-sync-here = Este aparelho escuta em
ui-sync-no-address = Nenhum endereço ainda.
ui-sync-last = Último intercâmbio
ui-sync-not-yet = ainda não
ui-held-never = O que foi escrito está guardado aqui e ninguém mais tem ainda. Sai sozinho ao conectar.
ui-held-all = O que foi escrito aqui está também em outro aparelho.
ui-held-some = { $count ->
    [one] { $count } coisa está guardada só aqui. Sai sozinha ao conectar.
   *[other] { $count } coisas estão guardadas só aqui. Saem sozinhas ao conectar.
}
ui-sync-pending = A receber: { $count }
ui-sync-note = Quem olha a conexão vê a que hora se conecta quem, não o que se diz.
ui-sync-running = Intercambiando…
ui-sync-done = Intercâmbio pronto: { $received } recebidos, { $sent } enviados.
ui-via-tcp = Internet
ui-via-mdns = rede deste local
ui-since = desde { $when }
ui-place = Rede deste local
ui-place-trusted = de confiança
ui-place-unmarked = sem marcar
ui-place-unknown = ainda não se sabe qual é
ui-place-none = Não se reconhece nenhuma rede neste local.
ui-place-searching = Este aparelho avisa aqui que está presente e busca outras.
ui-place-silent = Aqui não se avisa nem se busca ninguém.
ui-place-trust = c confiar: só em casa ou escritório.
ui-trust-title = Esta rede é de confiança?
ui-trust-words = Ao confiar, este aparelho avisa nela que está presente e encontra outras sozinho. Quem estiver na mesma rede pode ver que aqui há um programa assim. Confiar só na própria casa ou escritório.
ui-trust-no = Não, seguir sem avisar
ui-trust-yes = Sim, é uma rede própria
ui-distrust-title = Deixar de confiar nesta rede?
ui-distrust-words = Este aparelho deixa de avisar que está presente. Conecta-se do mesmo modo com os endereços que conhece.
ui-distrust-no = Não, seguir confiando
ui-distrust-yes = Sim, deixar de confiar
ui-bundle-out = Levar em pendrive
ui-bundle-out-words = Escreve um arquivo criptografado que só a rede pode ler.
ui-bundle-in = Trazer de pendrive
ui-bundle-in-words = Lê um arquivo que outra organização levou.
ui-bundle-done = { $ops } novos, { $repeated } repetidos, { $refused } recusados.
ui-receiving = Chegam novidades: { $count } até agora

## Feito
ui-done-read = Tudo marcado como lido.
ui-done-alert = Alerta visto.
ui-done-verified = Verificado.
ui-done-removed = Feito. Já não recebe nada novo.
ui-done-left = Feito. Não chega nada novo de lá.
ui-done-second = Segunda palavra dada.
ui-done-lifted = Suspensão desfeita.
ui-done-revoked = Convite anulado.
ui-done-published = Edição publicada.
ui-done-discarded = Rascunho descartado.
ui-done-space = Espaço criado.
ui-done-added = Já está no espaço.
ui-done-item = Data guardada.
ui-done-agenda = Agenda criada. o inclui a primeira data.
ui-done-trusted = Rede marcada. Aqui se buscam integrantes.
ui-done-distrusted = Marca tirada. Aqui não se avisa nem se busca.

## Paleta e ajuda
ui-palette-commands = Comandos
ui-palette-spaces = Espaços
ui-palette-threads = Conversas
ui-palette-documents = Documentos
ui-palette-agendas = Agendas
ui-palette-people = Pessoas
ui-palette-texts = Textos
ui-find-note = Busca nomes e textos em tudo o que este aparelho pode ler.
ui-palette-note = O que não se pode fazer agora diz por quê.
ui-palette-nothing = Nada com «{ $query }».
ui-help-here = Nesta tela
ui-help-everywhere = Em todas
ui-help-words = Palavras
ui-help-note = Tudo isto também se pode fazer por comandos, sem tela.
ui-help-fields = Onde se escreve em uma linha
ui-help-empties = Ctrl-U esvazia.
ui-help-line = Sem tela: asamblea { $line }
ui-word-space = espaço: lugar com gente e chave próprias; só essa gente lê o que há.
ui-word-network = rede: todas as organizações juntas.
ui-word-edition = edição: agenda assinada; uma nova substitui a anterior.
ui-word-verified = verificado: alguém comparou as palavras de segurança dele.
ui-word-device = aparelho: um telefone ou computador de uma pessoa.
ui-word-locked = fechado: sem a frase-senha não se lê nada.

## Por que não
ui-why-no-space = Primeiro é preciso escolher um espaço.
ui-why-read-only = Neste espaço se pode ler, não escrever.
ui-why-no-thread = Não há uma conversa escolhida.
ui-why-closed = A conversa está encerrada.
ui-why-no-document = Não há um documento aberto.
ui-why-loading = O documento ainda está chegando.
ui-why-not-admin = Só quem administra o espaço inclui gente.
ui-why-by-invitation = Neste espaço se entra com um convite.
ui-why-nothing-unread = Não resta nada sem ler.
ui-why-no-alert = Não há um alerta escolhido.
ui-why-no-agenda = Não há uma agenda escolhida.
ui-why-draft = É um rascunho: ninguém o recebeu ainda.
ui-why-not-secretariat = Só a Secretaria publica agendas.
ui-why-not-office = Só a Secretaria convida organizações.
ui-why-other-org = Cabe a uma coordenadora da organização dela.
ui-why-not-coordinator = Só uma coordenadora pode fazer isso.
ui-why-nothing-to-compare = Não há palavras a comparar aqui.
ui-why-no-person = Não há ninguém escolhida.
ui-why-nothing-waits = Nada espera aqui uma segunda palavra.
ui-why-words = Primeiro é preciso comparar as palavras do aparelho dela.
ui-why-decision = Depende do que se decidir sobre quem a convidou.
ui-why-decided = Já está decidido. Volta com: asamblea member role.
ui-why-not-suspended = Não está suspensa.
ui-why-removed = Já tem baixa.
ui-why-myself = Ninguém dá baixa em si mesma.
ui-why-own-space = É o próprio espaço da dona deste perfil.
ui-why-no-square = O quadrado não cabe nesta janela.
ui-why-elsewhere = primeiro é preciso abrir
ui-why-no-network = Não se reconhece nenhuma rede neste local.
ui-why-network-unknown = Ainda não se sabe qual é esta rede. Tentar daqui a pouco.

## Erros: o que houve e o que fazer
ui-error-wrong-passphrase = Não é essa frase-senha.
ui-error-locked = Está fechado. Abrir com a frase-senha.
ui-error-weak-passphrase = A frase-senha é fácil de adivinhar. Escolher outra.
ui-error-not-found = { $subject ->
    [none] Não se encontrou. Talvez já não esteja.
   *[other] Não se encontrou { $subject }. Talvez já não esteja.
}
ui-error-ambiguous = { $subject ->
    [none] Há mais de um com esse nome. Escrever mais letras.
   *[other] Há mais de um com esse nome: { $subject }. Escrever mais letras.
}
ui-error-forked = Este aparelho contou duas histórias: as mudanças em documentos esperam. Escrever de outro.
ui-error-frozen = Uma palavra própria espera a segunda. Até lá não se admite ninguém.
ui-error-carrier = Esta máquina é uma repetidora: guarda e entrega, não lê nem escreve.
ui-error-no-effect = Isso não teria efeito: já é assim, ou cabe a outra pessoa.
ui-error-not-permitted = O cargo não permite. Pedir a uma coordenadora.
ui-error-invitation-used = O convite já foi usado. Pedir outro.
ui-error-invitation-ended = O convite terminou ou foi anulado. Pedir outro.
ui-error-invitation-malformed = O código tem um erro. Revisar letra por letra.
ui-error-unreachable = Ninguém respondeu. Fica guardado aqui e sai sozinho depois.
ui-error-damaged = Uma parte está danificada. O resto está inteiro.
ui-error-ask-damaged = Falta algo do que este aparelho escreveu. Antes de escrever, sincronizar com outra integrante.
ui-error-forged = Chegou algo falso e foi recusado. O resto está inteiro.
ui-error-profile-busy = Outra janela já usa estes dados. Fechar essa primeiro.
ui-error-disk-full = O disco está cheio. Abrir lugar e tentar de novo.
ui-error-read-only = Não se pode escrever na pasta. Revisar as permissões.
ui-error-wrong-owner = A pasta é de outra pessoa deste computador.
ui-error-wrong-owner-file = Um arquivo da pasta é de outra conta deste computador: { $subject }. Devolvê-lo à dona (chown) e abrir de novo.
ui-error-no-profile = Não há dados nessa pasta.
ui-error-profile-exists = Já há dados nessa pasta. Escolher outra.
ui-error-usage = { $subject ->
    [none] Algo está mal escrito. Revisar o que foi preenchido.
   *[other] Algo está mal escrito: { $subject }.
}
ui-error-retain-days = Um espaço esquece entre 7 e 3650 dias depois.
ui-error-retains-nothing = Em um espaço que esquece, quem chega lê desde que entra.
ui-error-space-forgets = Este espaço esquece o que é antigo: não guarda documentos, agendas nem reuniões. Escrever em outro.
ui-error-too-long = O texto é longo demais. Dividir em dois.
ui-error-no-key-yet = A chave deste espaço ainda não chegou.
ui-error-newer-version = Foi escrito por uma versão mais nova. Atualizar o programa.
ui-error-address = { $subject ->
    [none] Não se pode usar esse endereço.
   *[other] Não se pode usar esse endereço: { $subject }.
}
ui-error-internal = O programa falhou. Tentar de novo; o que está guardado está a salvo.

## Palavras do rodapé que não são de um só comando
ui-key-go-on = seguir
ui-key-next = outra
ui-key-forgotten = não lembro dela
ui-key-choose = escolher
ui-key-close = fechar
ui-key-do = fazer
ui-key-next-group = grupo seguinte
ui-key-nothing = «{ $key }» não faz nada aqui. ? ajuda

## Comandos: o que fazem, e a palavra de cada um no rodapé
ui-cmd-reply = Responder à mensagem
ui-key-reply = responder
ui-cmd-document-write = Escrever no documento
ui-key-document-write = escrever
ui-cmd-compose = Começar uma conversa
ui-key-compose = escrever
ui-cmd-document-new = Documento novo
ui-key-document-new = documento
ui-cmd-readers = Ver quem lê aqui
ui-key-readers = quem lê
ui-cmd-read-all = Marcar tudo como lido
ui-key-read-all = tudo lido
ui-cmd-space-new = Grupo de trabalho novo
ui-key-space-new = grupo
ui-cmd-space-add = Incluir alguém no espaço
ui-key-space-add = incluir
ui-cmd-space-leave = Sair do espaço
ui-key-space-leave = sair
ui-cmd-document-history = Ver as versões
ui-key-document-history = versões
ui-cmd-acknowledge = Marcar o alerta como visto
ui-key-acknowledge = visto
ui-cmd-sync-now = Sincronizar agora
ui-key-sync-now = sincronizar
ui-cmd-bundle-out = Levar o que é meu em um arquivo
ui-key-bundle-out = levar
ui-cmd-bundle-in = Trazer um arquivo
ui-key-bundle-in = trazer
ui-cmd-network-trust = Confiar na rede deste local, ou deixar de confiar
ui-key-network-trust = confiar
ui-cmd-agenda-receipt = Ver quem tem a edição
ui-key-agenda-receipt = quem tem
ui-cmd-agenda-new = Agenda nova
ui-key-agenda-new = nova
ui-cmd-agenda-add = Incluir uma data
ui-key-agenda-add = data
ui-cmd-agenda-publish = Publicar a agenda
ui-key-agenda-publish = publicar
ui-cmd-compare = Comparar palavras de segurança
ui-key-compare = comparar
ui-cmd-invite = Convidar
ui-key-invite = convidar
ui-cmd-remove = Dar baixa
ui-key-remove = dar baixa
ui-cmd-second = Dar a segunda palavra
ui-key-second = decidir
ui-cmd-lift = Desfazer a suspensão
ui-key-lift = desfazer
ui-cmd-invitation-square = Ver como quadrado ou como código
ui-key-invitation-square = quadrado ou código
ui-cmd-invitation-revoke = Anular o convite
ui-key-invitation-revoke = anular
ui-cmd-send = Enviar
ui-key-send = enviar
ui-cmd-newline = Outra linha
ui-key-newline = outra linha
ui-cmd-leave = Deixar a mensagem e guardar o rascunho
ui-key-leave = deixar
ui-cmd-discard = Descartar o rascunho
ui-key-discard = descartar
ui-cmd-writing-stop = Parar de escrever
ui-key-writing-stop = parar de escrever
ui-cmd-writing-undo = Desfazer o que escrevi por último
ui-key-writing-undo = desfazer
ui-cmd-open = Abrir
ui-key-open = abrir
ui-cmd-back = Voltar
ui-key-back = voltar
ui-cmd-unread-next = Ir ao próximo sem ler
ui-key-unread-next = sem ler
ui-cmd-unread-previous = Ir ao anterior sem ler
ui-key-unread-previous = anterior
ui-cmd-find = Buscar
ui-key-find = buscar
ui-cmd-palette = Comandos e lugares
ui-key-palette = comandos
ui-cmd-up = Subir
ui-key-up = subir
ui-cmd-down = Descer
ui-key-down = descer
ui-cmd-left = Ir para a esquerda
ui-key-left = esquerda
ui-cmd-right = Ir para a direita
ui-key-right = direita
ui-cmd-page-up = Subir uma página
ui-key-page-up = página
ui-cmd-page-down = Descer uma página
ui-key-page-down = página
ui-cmd-first = Ir ao primeiro
ui-key-first = primeiro
ui-cmd-last = Ir ao último
ui-key-last = último
ui-cmd-pane-next = Coluna seguinte
ui-key-pane-next = coluna
ui-cmd-pane-previous = Coluna anterior
ui-key-pane-previous = coluna
ui-cmd-go-home = Ir para Início
ui-key-go-home = início
ui-cmd-go-spaces = Ir para Espaços
ui-key-go-spaces = espaços
ui-cmd-go-agenda = Ir para Agenda
ui-key-go-agenda = agenda
ui-cmd-go-people = Ir para Pessoas
ui-key-go-people = pessoas
ui-cmd-go-sync = Ir para Sincronizar
ui-key-go-sync = sincronizar
ui-cmd-lock = Fechar com frase-senha
ui-key-lock = fechar
ui-cmd-destroy = Destruir o que este perfil abre, para sempre
ui-key-destroy = destruir
ui-cmd-help = Ajuda
ui-key-help = ajuda
ui-cmd-quit = Sair
ui-key-quit = sair
