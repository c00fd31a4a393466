# Reuniões e tarefas: comandos, respostas, convocatória e ata.

cmd-meeting = Reuniões: convocar, pauta, presença, ata, acordos
cmd-meeting-new = Convocar uma reunião
cmd-meeting-change = Mudar a convocatória
cmd-meeting-cancel = Anular uma reunião
cmd-meeting-item = Os pontos da pauta
cmd-meeting-item-add = Incluir um ponto
cmd-meeting-item-move = Mover um ponto
cmd-meeting-item-done = Marcar um ponto como tratado
cmd-meeting-item-withdraw = Retirar um ponto
cmd-meeting-attend = Anotar presença, ou dar procuração a outra
cmd-meeting-minutes = Ver a ata que se escreve entre várias, ou dar a ela um texto novo
cmd-meeting-agree = Anotar um acordo numerado: é uma tarefa de quem o tem a cargo
cmd-meeting-close = Encerrar a ata: fica fixa, com impressão digital
cmd-meeting-show = Ver uma reunião
cmd-meeting-list = Ver as reuniões
cmd-meeting-export = Exportar a convocatória ou a ata como texto
cmd-task = Tarefas: o que cada uma tem a cargo
cmd-task-list = Ver as tarefas
cmd-task-done = Marcar uma tarefa como feita
cmd-task-note = Incluir uma observação em uma tarefa

arg-meeting-new-kind = Tipo: ordinary (ordinária), extraordinary (extraordinária) ou informative (informativa)
arg-meeting-new-modality = Modalidade: in_person (presencial), remote (a distância), mixed (mista) ou in_writing (por escrito)
arg-meeting-new-quorum = Quantas integrantes do espaço são precisas; se não, mais da metade
arg-meeting-new-second-call = Segunda chamada: hora do mesmo dia, ou data e hora
arg-meeting-new-second-quorum = Quantas bastam na segunda chamada; se não, as que estiverem
arg-meeting-new-organ = Órgão que se reúne; se não, o espaço
arg-meeting-new-points-until = Até quando se podem propor pontos
arg-meeting-change-kind = Tipo: ordinary (ordinária), extraordinary (extraordinária) ou informative (informativa)
arg-meeting-change-modality = Modalidade: in_person (presencial), remote (a distância), mixed (mista) ou in_writing (por escrito)
arg-meeting-change-quorum = Quantas integrantes do espaço são precisas
arg-meeting-change-second-call = Segunda chamada: hora do mesmo dia, ou data e hora
arg-meeting-change-second-quorum = Quantas bastam na segunda chamada
arg-meeting-change-organ = Órgão que se reúne
arg-meeting-change-points-until = Até quando se podem propor pontos
arg-meeting-item-add-kind = Para quê: report (informe), debate, decision (decisão), election (eleição) ou other (diversos)
arg-meeting-item-add-presenter = Quem o apresenta: código, nome ou texto
arg-meeting-item-add-to = Em que lugar, a partir de 1; se não, no final
arg-meeting-item-move-item = Ponto: número, código ou título
arg-meeting-item-move-to = A que lugar, a partir de 1
arg-meeting-item-done-item = Ponto: número, código ou título
arg-meeting-item-done-undo = Abrir de novo
arg-meeting-item-withdraw-item = Ponto: número, código ou título
arg-meeting-attend-standing = Como delegate (delegada), alternate (suplente), guest (convidada) ou observer (observadora)
arg-meeting-attend-proxy = Dá procuração a outra integrante do espaço, que está na reunião
arg-meeting-attend-who = De quem se anota: código, nome ou texto; se não, eu
arg-meeting-attend-absent = Não está
arg-meeting-attend-excused = Não está, e avisou
arg-meeting-agree-text = O que foi combinado
arg-meeting-agree-who = Quem o tem a cargo: código, nome ou texto
arg-meeting-agree-due = Último dia, por exemplo 2026-12-31
arg-meeting-agree-item = Ponto em que foi combinado: número, código ou título
arg-meeting-agree-decided = Como: consensus (consenso), vote (votação) ou mandate (mandato)
arg-meeting-agree-votes = Votos a favor, contra e abstenções, por exemplo 8,1,2
arg-meeting-agree-revokes = Número do acordo anterior que deixa sem efeito
arg-meeting-close-chair = Quem presidiu
arg-meeting-close-secretary = Quem fez a ata
arg-meeting-export-what = O quê: call (convocatória) ou minutes (ata); se não, a ata quando está encerrada
arg-meeting-export-format = Formato: md
arg-task-list-mine = Só as minhas e as da minha organização
arg-task-list-overdue = Só as vencidas
arg-task-done-undo = Abrir de novo

label-meeting-starts = Começa
label-meeting-place = Local
label-meeting-organ = Órgão
label-meeting-modality = Modalidade
label-meeting-called-by = Convoca
label-meeting-minutes = Ata em curso
label-meeting-hash = Impressão digital da ata

error-meeting-date = { $about } não é uma data. Escrever como 2026-12-31.
error-meeting-votes = { $about } não são votos. Escrever três números: a favor, contra, abstenções, como 8,1,2.
error-meeting-closed-not-permitted = A reunião já está encerrada e a ata não muda. O que faltar vai em outra reunião.
error-meeting-cancelled-not-permitted = A reunião está anulada. Convocar outra.
error-meeting-caller-not-permitted = Só quem convocou a reunião ou uma administradora do espaço dela a muda, anula ou encerra.
ui-error-meeting-other-minutes-no-effect = A ata que vale é outra. Ler e aprovar essa.
error-meeting-proxies-not-permitted = Já leva duas procurações, e ninguém leva mais. Dar a procuração a outra.
error-meeting-proxy-not-permitted = A procuração vai de uma integrante do espaço a outra diferente. Quem a leva está na reunião.
error-meeting-changed-no-effect = Alguém mudou algo enquanto se escrevia a ata. Olhar a ata e encerrar de novo.
error-meeting-revoked-no-effect = Um acordo posterior o deixou sem efeito: já não é tarefa de ninguém.
error-meeting-second-usage = A segunda chamada ficaria antes do início. Dizer outra hora com --second-call (asamblea meeting change).
error-meeting-ends-usage = A reunião terminaria antes de começar. Dizer outro fim com --ends (asamblea meeting change).
ui-error-meeting-second-usage = A segunda chamada ficaria antes do início. Pôr outra hora.
ui-error-meeting-ends-usage = A reunião terminaria antes de começar. Pôr outro fim.

aside-kind-meeting = convocatória de uma reunião
aside-kind-point = ponto de uma reunião
aside-kind-attendance = presença em uma reunião
aside-kind-minutes = começo de uma ata
aside-kind-agreement = acordo de uma reunião
aside-kind-closing = encerramento de uma ata
aside-kind-task = palavra sobre uma tarefa

meeting-none = Ainda não há reuniões.
meeting-no-points = Ainda sem pontos.
meeting-points = { $n ->
    [one] { $n } ponto
   *[other] { $n } pontos
}
meeting-agreements = { $n ->
    [one] { $n } acordo
   *[other] { $n } acordos
}
meeting-later = DEPOIS DO ENCERRAMENTO
meeting-new = NOVA
search-kind-meeting = reunião
search-kind-agreement = acordo
search-kind-minutes = ata
search-kind-note = observação de uma tarefa
meeting-agreed = Acordo anotado
meeting-closed = Ata encerrada
meeting-closed-why = Quem tiver o texto pode conferir a impressão digital: é o BLAKE3 dele.
meeting-closed-twice = Outra pessoa encerrou ao mesmo tempo sem saber. Vale a primeira; a outra fica à vista:

meeting-type-ordinary = ordinária
meeting-type-extraordinary = extraordinária
meeting-type-informative = informativa
meeting-state-called = convocada
meeting-state-closed = encerrada
meeting-state-cancelled = ANULADA
meeting-modality-unsaid = sem dizer
meeting-modality-in-person = presencial
meeting-modality-remote = a distância
meeting-modality-mixed = mista
meeting-modality-in-writing = por escrito
meeting-point-report = informe
meeting-point-debate = debate
meeting-point-decision = decisão
meeting-point-election = eleição
meeting-point-other = diversos
meeting-point-state-open = pendente
meeting-point-state-done = tratado
meeting-point-state-withdrawn = RETIRADO
meeting-minutes-planned = { $n ->
    [one] { $n } minuto
   *[other] { $n } minutos
}
meeting-presence-present = presente
meeting-presence-proxy = por procuração
meeting-presence-excused = justificada
meeting-presence-absent = ausente
meeting-presence-unsaid = sem anotar
meeting-as-delegate = delegada
meeting-as-alternate = suplente
meeting-as-guest = convidada
meeting-as-observer = observadora
meeting-proxy-uncounted = não conta
meeting-speaks-for = { $who } por { $to }
meeting-decided-consensus = por consenso
meeting-decided-vote = por votação
meeting-decided-mandate = por mandato
meeting-votes = a favor { $yes }, contra { $no }, abstenções { $abstain }
meeting-who = a cargo de { $who }
meeting-due = até { $due }
meeting-revokes = deixa sem efeito { $number }
meeting-task-open = em curso
meeting-task-done = feita
meeting-task-overdue = VENCIDA
meeting-task-revoked = sem efeito

meeting-present = { $counts ->
    [orgs] { $present } de { $of } organizações presentes
    [people] { $present } de { $of } pessoas presentes
   *[other] { $present } de { $of } integrantes presentes
}
meeting-by-proxy = { $n } por procuração
meeting-quorum-met = há quórum (mínimo { $need })
meeting-quorum-second-met = há quórum em segunda chamada (bastam { $need })
meeting-quorum-missing = { $n ->
    [one] falta { $n } para o quórum de { $need }
   *[other] faltam { $n } para o quórum de { $need }
}
meeting-quorum-second-at = Segunda chamada: { $at }, com { $need }.
meeting-rule = { $counts ->
    [orgs] { $need } de { $of } organizações
    [people] { $need } de { $of } pessoas
   *[other] { $need } de { $of } integrantes
}

call-title = Convocatória de reunião { $type } de { $body }
call-when = Data e hora
call-format = Modalidade
call-quorum = Quórum
call-second = se não se alcançar, segunda chamada: { $at }, com { $need }
call-points = Pauta
call-until = Podem-se propor pontos até { $until }.
call-confirm = Confirmar presença ou dar procuração antes da reunião.
call-by = Convoca: { $who }

minutes-title = Ata: { $title }
minutes-body = Órgão
minutes-type = Tipo de reunião
minutes-format = Local ou modalidade
minutes-start = Começo
minutes-present = Presentes
minutes-people = Pessoas
minutes-proxies = Por procuração
minutes-excused = Justificadas
minutes-absent = Ausentes
minutes-earlier = Acordos anteriores
meeting-earlier-done = Feitos
meeting-earlier-open = Em curso
meeting-earlier-overdue = Vencidos
meeting-earlier-revoked = Sem efeito
minutes-more = mais { $n }, em atas anteriores
minutes-point = Ponto { $n }: { $title }
minutes-written = Desenvolvimento
minutes-nothing = Não se escreveu nada.
minutes-agreements = Acordos
minutes-agreed-above = Estão nos pontos da pauta.
minutes-none = Não houve.
minutes-agreement = Acordo { $number }
minutes-close = Encerramento
minutes-end = Hora do encerramento
minutes-chair = Preside
minutes-secretary = Secretária da ata

task-none = Não há tarefas.
task-mine = MINHA

# A tela.

ui-meetings = Reuniões
ui-meetings-empty = Ainda não há reuniões. Convocar uma com c.
ui-meeting-attendance = Presença
ui-meeting-papers = Papéis
ui-meeting-document = Ata que se escreve entre várias
ui-meeting-closed-too = Outro encerramento simultâneo: não vale
ui-meeting-hash = Impressão digital: { $hash }
ui-meeting-noted = { $who }: { $presence }. Anotado por { $by }.
ui-meeting-not-noted = Ninguém anotou nada.

ui-cmd-meeting-new = Convocar uma reunião
ui-key-meeting-new = convocar
ui-cmd-meeting-point = Incluir um ponto na pauta
ui-key-meeting-point = ponto
ui-cmd-meeting-attend = Anotar presença ou uma procuração
ui-key-meeting-attend = presença
ui-cmd-meeting-agree = Anotar um acordo
ui-key-meeting-agree = acordo
ui-cmd-meeting-close = Encerrar a ata
ui-key-meeting-close = encerrar
ui-cmd-go-meetings = Ir às reuniões
ui-key-go-meetings = reuniões

ui-why-no-meeting = Não há nenhuma reunião escolhida.
ui-why-meeting-closed = A reunião está encerrada: a ata não muda.
ui-why-meeting-cancelled = A reunião está anulada.
ui-why-not-caller = Quem faz isso é quem convocou a reunião ou uma administradora do espaço dela.

ui-meeting-call = Convocar em { $space }
ui-meeting-call-words = Quórum vazio: mais da metade. Segunda chamada vazia: não há.
ui-meeting-quorum = Quórum
ui-meeting-second = Segunda chamada (hora)
ui-meeting-second-quorum = Quórum da segunda (vazio: quem estiver)
ui-meeting-ordinary = Convocar ordinária
ui-meeting-extraordinary = Convocar extraordinária
ui-meeting-point = Ponto novo
ui-meeting-point-words = Fica no final; move-se com meeting item move.
ui-meeting-presenter = Quem apresenta
ui-meeting-minutes = Minutos
ui-meeting-attend = Presença
ui-meeting-attend-words = Quem vazio: eu. Para uma procuração, dizer quem a representa.
ui-meeting-who = Quem
ui-meeting-proxy = Representante
ui-meeting-present = Está presente
ui-meeting-excused = Não está, e avisou
ui-meeting-absent = Não está
ui-meeting-by-proxy = Dá procuração
ui-meeting-agree = Acordo
ui-meeting-agree-words = Fica numerado. Com responsável ou prazo é uma tarefa.
ui-meeting-agreed = O que foi combinado
ui-meeting-charge = A cargo de
ui-meeting-due = Até (2026-12-31)
ui-meeting-under = Ponto
ui-meeting-votes = Votos (8,1,2)
ui-meeting-close = Encerrar a ata
ui-meeting-close-words = A ata se escreve com o que este aparelho sabe, e não muda mais. O que outras anotaram sem conexão fica de fora.
ui-meeting-chair = Preside
ui-meeting-secretary = Secretária da ata
ui-meeting-close-no = Não encerrar ainda
ui-meeting-close-yes = Encerrar a ata

ui-point-done = Marcar como tratado
ui-point-open = Abrir de novo
ui-point-withdraw = Retirar
ui-task-done = Marcar como feita
ui-task-open = Abrir de novo
ui-task-meeting = Ir à reunião
ui-task-plan = Ir ao plano
ui-task-activity = Atividade de um plano

ui-fault-votes = Três números: a favor, contra, abstenções, como 8,1,2.
ui-fault-from-one = Um número, a partir de 1.
ui-fault-proxy = Dizer quem a representa.

ui-done-call = Convocada. Incluir pontos com o.
ui-done-point = Guardado.
ui-done-attend = Anotado.
ui-done-agreement = Acordo anotado.
ui-done-meeting-closed = Ata encerrada. Impressão digital abaixo, em Papéis.
ui-done-task = Tarefa guardada.

ui-home-duties = Minhas tarefas, de acordos e de planos
text-task-how = Com o número no lugar de N: task done #N quando está feita, task note #N --body "..." para dizer algo.
ui-home-duties-more = { $n ->
    [one] Falta mais uma: em Tarefas, 7
   *[other] Faltam mais { $n }: em Tarefas, 7
}

arg-meeting-export-full = No calendário, também o título e o lugar
head-number = Número
head-agreement = Acordo
head-task = Tarefa
head-from = De
head-votes-for = A favor
head-votes-against = Contra
head-abstained = Abstenções

minutes-numbered = Ata { $number }: { $title }
minutes-proposal = Proposta «{ $title }»:
minutes-as-closed = A ata ficaria assim se fosse encerrada agora:
ui-meeting-proposal = Proposta que se decide (título ou código)
arg-meeting-item-add-proposal = Proposta do mesmo espaço que se decide neste ponto: código ou título
error-meeting-proposal-usage = Essa proposta está em outro espaço. Um ponto trata propostas do espaço da sua reunião.

ui-meeting-change = Mudar a convocação
ui-meeting-change-words = O que fica vazio fica como estava. Quem a lê vê a mudança, e seu calendário se corrige ao exportá-lo outra vez.
ui-meeting-cancel = Anular esta reunião?
ui-meeting-cancel-words = Fica à vista, anulada, com seus pontos. Não se pode abrir de novo: convoca-se outra.
ui-meeting-cancel-yes = Anular a reunião
ui-cmd-meeting-change = Mudar a convocação da reunião
ui-key-meeting-change = mudar
ui-cmd-meeting-cancel = Anular a reunião
ui-key-meeting-cancel = anular
ui-done-meeting-change = Convocação mudada.
ui-done-meeting-cancel = Reunião anulada.

ui-tasks = Tarefas
ui-tasks-mine = Minhas
ui-tasks-others = De outras
ui-tasks-over = Feitas ou sem efeito
ui-tasks-empty = Ainda não há tarefas. Elas vêm dos acordos de reuniões e das atividades de planos.
ui-task-is-who = A cargo de
ui-task-is-due = Último dia
ui-task-is-state = Estado
ui-task-is-percent = Avanço
ui-task-is-from = Vem de
ui-task-is-org = Organização
ui-task-is-given = Desde
ui-task-is-by = O último foi anotado por
ui-task-nobody = ninguém ainda
ui-task-no-day = sem data
ui-task-notes = Notas
ui-task-no-notes = Ainda não há notas. Adicionar uma com o.
ui-task-page = Ver a tarefa inteira
ui-task-note = Adicionar uma nota
ui-task-note-field = Nota
ui-task-charge = Quem e até quando
ui-why-no-task = Não há nenhuma tarefa escolhida.
ui-why-task-revoked = Um acordo posterior a deixou sem efeito.
ui-why-task-theirs = É do plano de outra organização: quem anota é ela.
ui-why-task-agreed = Um acordo fica como foi anotado. Para mudar quem ou até quando, anotar em uma reunião outro que o deixe sem efeito.
ui-done-task-note = Nota guardada.
ui-cmd-go-tasks = Ir às tarefas
ui-key-go-tasks = tarefas
ui-cmd-task-note = Adicionar uma nota à tarefa
ui-key-task-note = nota
ui-cmd-task-done = Marcar a tarefa como feita, ou reabri-la
ui-key-task-done = feita
ui-cmd-task-charge = Mudar quem faz a tarefa e até quando
ui-key-task-charge = quem e quando

cmd-meeting-approve = Aprovar a ata de uma reunião em que se esteve presente
arg-meeting-approve-hash = Impressão digital da ata que se leu; senão, a que vale
aside-kind-minutes-approval = aprovação de uma ata
meeting-approval-state-proposed = ata proposta
meeting-approval-state-approved = ata aprovada
meeting-to-approve = POR APROVAR
meeting-approval-proposed = Ata proposta: aprovaram { $n } de { $of } presentes, são necessárias { $need }.
meeting-approval-approved = Ata aprovada por { $n } de { $of } presentes.
meeting-approved-by = Aprovaram: { $names }.
meeting-approval-missing = Falta: { $names }.
minutes-approval = Aprovação da ata
error-meeting-open-not-permitted = A ata ainda não está encerrada. Aprova-se depois de encerrá-la.
error-meeting-not-present-not-permitted = A ata é aprovada por quem esteve presente, cada uma ou por sua organização.
error-meeting-other-minutes-no-effect = A ata que vale é outra. Ler com meeting show e aprovar essa.
error-meeting-approved-no-effect = Esta ata já está aprovada nesse nome.
ui-cmd-meeting-approve = Aprovar a ata
ui-key-meeting-approve = aprovar
ui-meeting-approve = Aprovar esta ata?
ui-meeting-approve-words = Aprova quem esteve presente e vê que ela diz o que aconteceu. Não se pode retirar. Vale para este texto e nenhum outro.
ui-meeting-approve-yes = Aprovar a ata
ui-done-meeting-approve = Ata aprovada em meu nome.
ui-why-minutes-open = A ata ainda não está encerrada.
ui-why-not-to-approve = Esta ata não espera minha aprovação.
ui-home-approve = Atas por aprovar

cmd-meeting-rsvp = Confirmar que se vai a uma reunião convocada, ou avisar que não
arg-meeting-rsvp-comes = yes (sim) ou no (não)
arg-meeting-rsvp-note = Com que aviso: quem vai, por que não
aside-kind-answer-to-call = resposta a uma convocação
meeting-to-answer = POR RESPONDER
meeting-answers = Vão { $coming }, não vão { $declined }, sem resposta { $silent }
meeting-answer-yes = vai
meeting-answer-no = não vai
error-meeting-not-asked-not-permitted = Responde cada integrante do espaço: uma pessoa por ela, uma coordenadora por sua organização.
ui-cmd-meeting-rsvp = Confirmar que se vai, ou avisar que não
ui-key-meeting-rsvp = confirmar
ui-meeting-rsvp = Ir a esta reunião?
ui-meeting-rsvp-words = Vê quem lê o espaço. Vale o último que se disse; não dá procuração nem conta para o quórum.
ui-meeting-rsvp-mine = Disse-se em meu nome: { $said }.
ui-meeting-rsvp-said = Antes da reunião: { $said }. Disse { $by }.
ui-meeting-rsvp-note = Aviso
ui-meeting-rsvp-yes = Confirmar que se vai
ui-meeting-rsvp-no = Avisar que não se vai
ui-done-meeting-rsvp = Resposta guardada.
ui-why-not-asked = Responde uma coordenadora da organização.
ui-home-rsvp = Reuniões por responder
