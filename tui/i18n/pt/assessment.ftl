# Diagnósticos de capacidades e planos de fortalecimento.

cmd-assessment = Diagnóstico de capacidades: pontuar a sós, combinar juntas, compartilhar o que se escolher
cmd-assessment-instruments = Ver os instrumentos, ou revisar um próprio
cmd-assessment-start = Convocar uma rodada com as organizações de um espaço
cmd-assessment-score = Pontuar um item: só as coordenadoras da minha organização podem abrir
cmd-assessment-pool = Abrir as pontuações e reuni-las sem nomes (coordenadoras)
cmd-assessment-agree = Combinar a pontuação de um item, com a razão (coordenadoras)
cmd-assessment-priority = Fixar a prioridade de um item (coordenadoras)
cmd-assessment-approve = Aprovar o combinado em nome da organização (coordenadoras)
cmd-assessment-share = Compartilhar com a rede o que disser o nível, e nada mais (coordenadoras)
cmd-assessment-compare = Comparar organizações e áreas, conforme o que compartilharam
cmd-assessment-plan = Preparar o rascunho do plano de fortalecimento (coordenadoras)
cmd-assessment-list = Ver as rodadas
cmd-assessment-show = Ver uma rodada: o que se pergunta e o que posso ver
cmd-assessment-export = Pôr no papel o combinado e o compartilhado
cmd-plan = Planos de fortalecimento
cmd-plan-list = Ver os planos
cmd-plan-show = Ver um plano
cmd-plan-add = Incluir uma atividade (coordenadoras)
cmd-plan-change = Mudar uma atividade (coordenadoras)
cmd-plan-cancel = Deixar de lado uma atividade (coordenadoras)
cmd-plan-progress = Dizer quanto avançou uma atividade
cmd-plan-sign = Assinar o plano como está: as organizações da rodada vão ler
cmd-plan-needs = Quem precisa e quem pode oferecer, conforme o compartilhado
cmd-plan-export = Pôr um plano no papel ou em um calendário

arg-assessment-score-id = A rodada: código ou título
arg-assessment-pool-id = A rodada: código ou título
arg-assessment-agree-id = A rodada: código ou título
arg-assessment-priority-id = A rodada: código ou título
arg-assessment-approve-id = A rodada: código ou título
arg-assessment-share-id = A rodada: código ou título
arg-assessment-compare-id = A rodada: código ou título
arg-assessment-plan-id = A rodada: código ou título
arg-assessment-show-id = A rodada: código ou título
arg-assessment-export-id = A rodada: código ou título
arg-plan-show-id = O plano: código ou título
arg-plan-add-id = O plano: código ou título
arg-plan-sign-id = O plano: código ou título
arg-plan-export-id = O plano: código ou título
arg-check = Arquivo de um instrumento próprio, para revisar
arg-print = Escrever o arquivo do instrumento deste código
arg-instrument = Código de um instrumento, por exemplo CAP-RED-1, ou arquivo de um próprio
arg-assessment-start-closes = Até quando se pontua, por exemplo 7d ou "2026-12-01 16:00"
arg-item = Código do item, por exemplo GOB1
arg-score = 1 a 4, NS (não sabemos) ou NA (não se aplica)
arg-note = Observação
arg-why = Por quê
arg-evidence = O que mostra isso
arg-dissent = O que dizem as que veem de outro modo; não sai da organização
arg-urgency = Urgência, de 1 a 3
arg-importance = Importância, de 1 a 3
arg-feasibility = Se dá para fazer, de 1 a 3
arg-level = full (todo o combinado), areas (médias das áreas) ou plan (só o plano)
arg-assessment-export-format = Formato: md, html ou csv
arg-plan-export-format = Formato: md, html, csv ou ics
arg-activity-id = Código da atividade
arg-objective = O que se quer alcançar
arg-activity = O que se faz para alcançar
arg-plan-add-who = Quem responde por ela
arg-plan-change-who = Quem responde por ela
arg-due = Para quando, por exemplo 2027-03-01 ou 90d
arg-support = A que organização se pede apoio
arg-budget = Quanto custa, em moeda própria
arg-indicator = Como se verá que foi alcançado
arg-area = Código da área
arg-subregion = Só os de uma sub-região: seu nome, ou o código de um país
arg-percent = De 0 a 100

error-instrument = O instrumento { $about } tem erros: corrigir as linhas acima e repetir.
error-no-instrument = Não vem nenhum instrumento { $about }. Ver quais há com: asamblea assessment instruments.
error-assessment-score-usage = Uma pontuação é 1, 2, 3, 4, NS (não sabemos) ou NA (não se aplica).
error-assessment-why-usage = Uma pontuação combinada precisa de uma razão: dizer com --why.
error-assessment-weight-usage = Urgência, importância e viabilidade vão de 1 a 3.
error-assessment-level-usage = O nível é full, areas ou plan.
error-assessment-instrument-usage = O instrumento não serve: é muito longo, ou repete um código. Revisar com: asamblea assessment instruments --check.
error-assessment-agreed-no-effect = A organização já combinou pontuações nesta rodada: não se pontua nem se reúne mais. Mudar o combinado com: asamblea assessment agree.
error-assessment-nothing-no-effect = Ainda não há nada combinado. Combinar pontuações com: asamblea assessment agree.
error-assessment-split-no-effect = Há um item com dois valores ditos ao mesmo tempo. Combinar de novo com: asamblea assessment agree, ou priority.
error-assessment-plan-no-effect = O plano tem atividades sem responsável ou sem data. Completar com: asamblea plan change.
error-assessment-approve-not-permitted = A organização não aprovou o combinado como está agora. Aprovar com: asamblea assessment approve.
error-plan-full-usage = O plano tem o máximo de atividades. Deixar alguma de lado não basta: fazer outro plano em outra rodada.
error-plan-split-no-effect = O plano tem uma atividade com duas versões ditas ao mesmo tempo. Escolher uma com: asamblea plan change.
error-plan-lacks-no-effect = Há atividades sem responsável ou sem data. Completar com: asamblea plan change.

instrument-fault-line = linha { $line }: { $what }
instrument-fault-large = o arquivo é longo demais
instrument-fault-syntax = não é TOML: { $about }
instrument-fault-table = aqui vai uma tabela
instrument-fault-unknown = ninguém conhece o campo { $about }
instrument-fault-missing = falta o campo { $about }
instrument-fault-text = aqui vai um texto entre aspas
instrument-fault-long = é mais longo que { $about } bytes
instrument-fault-empty = está vazio
instrument-fault-code = o código { $about } tem algo além de letras, números e hífens
instrument-fault-twice = o código { $about } está duas vezes
instrument-fault-languages = aqui vai um texto por idioma, de 1 a 8, por exemplo es = "..."
instrument-fault-list = aqui vai uma lista com algo dentro
instrument-fault-version = a versão é um número a partir de 1
instrument-fault-many = há mais de { $about }
instrument-fault-yes-no = aqui vai true ou false

label-scoring-until = Até
label-shared = Compartilhado
label-plan = Plano
label-my-score = Minha pontuação
label-agreed = Combinado
label-beside = Dito ao mesmo tempo, sem efeito
label-evidence = Mostra isso
label-dissent = Outro olhar
label-next-due = Próximo prazo
label-next-review = Acompanhamento
label-needs = Precisam
label-offers = Podem oferecer
head-item = Item
head-statement = O que se pergunta
head-spread = De - a
head-why = Por quê
head-priority = Prioridade
head-org = Organização
head-area = Área
head-objective = Objetivo
head-activity = Atividade
head-who = Responsável
head-due = Para
head-percent = %
head-state = Estado
head-support = Apoio de
head-budget = Custo
head-indicator = Indicador
head-note = Observação

assessment-none = Ainda não há diagnósticos.
assessment-items = { $n ->
    [one] { $n } item
   *[other] { $n } itens
}
assessment-scored = pontuei { $n } de { $of }
assessment-state-scoring = pontuação individual
assessment-state-pooled = partilha
assessment-state-agreeing = combinando
assessment-state-priorities = prioridades
assessment-state-approved = aprovado
assessment-state-shared = compartilhado
assessment-level-full = todo o combinado
assessment-level-areas = médias das áreas
assessment-level-plan = só o plano
assessment-orgs = Como vão as organizações (o estado, não o que encontraram):
assessment-optional = (opcional)
assessment-priority = Prioridade { $rank } de 27: urgência { $urgency }, importância { $importance }, viabilidade { $feasibility }
assessment-spread = { $n ->
    [0] ninguém deu um nível; não sabem { $unknown }, não se aplica { $away }
    [one] { $n } pontuação: { $min }; não sabem { $unknown }, não se aplica { $away }
   *[other] { $n } pontuações: de { $min } a { $max }; não sabem { $unknown }, não se aplica { $away }
}
assessment-apart = muito diferentes: conversar
assessment-unopened = { $n ->
    [one] { $n } pontuação não se abre aqui: foi dada antes que este perfil coordenasse. Pedir a outra coordenadora que as reúna.
   *[other] { $n } pontuações não se abrem aqui: foram dadas antes que este perfil coordenasse. Pedir a outra coordenadora que as reúna.
}
assessment-shared = A partir de agora as organizações da rodada leem: { $level } (áreas: { $areas }, itens: { $items }).
assessment-together = Todas juntas
assessment-nothing-shared = não compartilhou
assessment-split = duas coisas compartilhadas ao mesmo tempo: compartilhar de novo
assessment-too-few = Não se diz nada de todas juntas: menos de 3 organizações compartilharam.
assessment-agreed-scores = O combinado
assessment-heat = Organizações e áreas

plan-none = Ainda não há planos.
plan-done = { $n } de { $of } feitas
plan-late = { $n ->
    [one] { $n } atrasada
   *[other] { $n } atrasadas
}
plan-unsigned = sem assinaturas
plan-asks = Faltam assinaturas desta versão: a organização e a Secretaria assinam a mesma. Assinar com: asamblea plan sign.
plan-asks-again = O plano mudou depois de assinado: esta versão pede as duas assinaturas de novo. Assinar com: asamblea plan sign.
plan-stale = As outras ainda leem a versão { $version } ({ $at }), anterior às últimas mudanças. Para que leiam esta: asamblea plan sign, ou compartilhar de novo o plano com asamblea assessment share --level plan.
plan-stale-short = mudou depois de publicado
plan-stale-network = Mudou depois de publicado: o publicado é a versão { $version } ({ $at }). Esta é publicada pela Secretaria com: asamblea plan sign.
plan-split = Uma atividade tem duas versões ditas ao mesmo tempo: não se pode assinar. Escolher uma com: asamblea plan change.
plan-two-values = dois valores ao mesmo tempo
plan-review = Acompanhamento aos { $days } dias
plan-state-pending = pendente
plan-state-under-way = em curso
plan-state-done = feita
plan-state-late = atrasada
plan-state-cancelled = cancelada
plan-signer-org = a organização
plan-signer-secretariat = a Secretaria
plan-signed = Assinado
plan-signed-already = Esta versão já estava assinada.
plan-no-needs = Ninguém compartilhou ainda do que precisa nem o que pode oferecer.
plan-calendar-due = Prazo

aside-kind-round = rodada de diagnóstico
aside-kind-score = pontuação
aside-kind-agreed = pontuação combinada
aside-kind-priority = prioridade
aside-kind-approval = aprovação
aside-kind-shared = o compartilhado de um diagnóstico
aside-kind-plan = plano
aside-kind-activity = atividade de um plano
aside-kind-progress = avanço de uma atividade
aside-kind-plan-version = versão de um plano
aside-kind-signature = assinatura de um plano

search-kind-assessment = diagnóstico
search-kind-agreed = por que se acordou uma pontuação
search-kind-attachment = arquivo
search-kind-plan = plano
search-kind-activity = atividade
