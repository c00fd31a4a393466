## Propostas e votos

cmd-proposal = Propostas e votos
cmd-proposal-new = Propor algo e abrir a votação
cmd-proposal-open = Abrir a votação do que está em consulta
cmd-proposal-vote = Votar; dá para mudar até o encerramento
cmd-proposal-delegate = Deixar que outra leve o voto
cmd-proposal-amend = Propor outro texto
cmd-proposal-amendment = Responder a uma emenda
cmd-proposal-amendment-accept = Aceitar uma emenda: o texto dela passa a valer
cmd-proposal-amendment-reject = Rejeitar uma emenda
cmd-proposal-object = Objetar com razões a uma proposta por consentimento
cmd-proposal-withdraw = Retirar a própria proposta
cmd-proposal-close = Encerrar a votação
cmd-proposal-show = Ver uma proposta, a regra dela e como vai
cmd-proposal-list = Ver as propostas
cmd-proposal-export = Guardar uma proposta com o resultado; json permite contar de novo

arg-proposal-new-body = Texto; - lê da entrada. Com --option ou --from pode faltar
arg-method = Como se decide: consent (consentimento), majority (maioria), two-thirds (dois terços), sense (sondagem), approval (aprovação), dots (pontos), date (data) ou election (eleição)
arg-count = Quem tem um voto: orgs (organizações) ou people (pessoas)
arg-quorum = Quantas têm que votar para que valha
arg-closes = Quando encerra, por exemplo "2026-12-01 16:00"; só a data: até que termine esse dia em toda parte
arg-second-call = Quando encerra a segunda chamada, se na primeira faltou quórum
arg-second-quorum = Quórum da segunda chamada; sem isso, a metade
arg-option = Uma opção; pode-se repetir
arg-secret = Não mostrar a ninguém quem votou o quê
arg-carries = Quantos votos de outras cada uma pode levar
arg-proposal-new-from = De que conversa, documento ou proposta sai
arg-preview = Mostrar o que a regra significa, em números, sem propor nada
arg-consult = Pô-la primeiro em consulta: emendas, e nenhum voto até abrir
arg-proposal-open-closes = Quando encerra; sem isso, como se propôs
arg-choice = yes, no, abstain; em consentimento agree, concern, abstain, object; números de opções; com pontos OPÇÃO=N
arg-reason = Por quê
arg-as-org = Votar pela organização
arg-basis = Em que se apoia o voto da organização: assembly (assembleia), board (diretoria), consultation (consulta às integrantes), mandate (mandato) ou judgement (critério de quem coordena)
arg-proposal-delegate-who = Quem leva o voto
arg-revoke = Deixar de delegar
arg-proposal-amend-from = Arquivo com o texto; - lê a entrada
arg-harm = Que dano concreto causa
arg-change = Que mudança resolveria
arg-statement = O que se faz agora, em palavras
arg-proposal-export-format = Formato: md ou json

proposal-none = Ainda não há propostas.
proposal-voted = votaram { $voted } de { $of }
proposal-late = { $n ->
    [one] { $n } voto chegou tarde e não conta.
   *[other] { $n } votos chegaram tarde e não contam.
}
proposal-left-out = Quem encerrou ({ $who }) deixou de fora um voto próprio que já tinha.
proposal-closed-twice = Foi encerrada mais de uma vez, sem que uma soubesse da outra. Conta o que qualquer das duas conhecia.
proposal-state-consultation = em consulta
proposal-state-open = votação aberta
proposal-state-objection = integrar objeção
proposal-state-second-call = segunda chamada
proposal-state-closed = encerrada
proposal-state-withdrawn = retirada
proposal-outcome-adopted = aprovada
proposal-outcome-rejected = não aprovada
proposal-outcome-no-quorum = sem quórum
proposal-outcome-sensed = sondagem terminada
proposal-outcome-chosen = escolhida
proposal-outcome-tie = empate
proposal-mine-none = falta votar
proposal-mine-voted = votado
proposal-mine-delegated = delegado
proposal-mine-clash = confirmar o voto
proposal-mine-outdated = votar outra vez: o texto mudou
proposal-mine-spoiled = votar outra vez: o voto não vale

rule-consent = Aprova-se se ninguém objeta com razões e quem está de acordo, com ressalva ou sem ela, é mais do que quem não está.
rule-majority = Aprova-se se há mais votos sim que votos não, sem contar abstenções.
rule-two-thirds = Aprova-se se duas de cada três dizem sim, sem contar abstenções.
rule-sense = É uma sondagem: mostra o que se pensa e não obriga ninguém.
rule-approval = Cada voto marca as opções que quiser. Ganha a mais marcada.
rule-dots = Cada voto distribui até 10 pontos. Ganha a opção com mais.
rule-date = Cada voto marca as datas em que pode. Ganha a mais marcada.
rule-election = Cada voto escolhe uma. Ganha a mais votada; um empate não elege ninguém.
rule-quorum-orgs = Uma organização, um voto: vota quem coordena. { $quorum ->
    [one] Tem que votar pelo menos uma de { $of }.
   *[other] Têm que votar { $quorum } de { $of }.
}
rule-quorum-people = Uma pessoa, um voto. { $quorum ->
    [one] Tem que votar pelo menos uma de { $of }.
   *[other] Têm que votar { $quorum } de { $of }.
}
rule-quorum-orgs-at-opening = Uma organização, um voto: vota quem coordena. { $n ->
    [one] Tem que votar pelo menos uma.
   *[other] Têm que votar pelo menos { $n }.
}
rule-quorum-people-at-opening = Uma pessoa, um voto. { $n ->
    [one] Tem que votar pelo menos uma.
   *[other] Têm que votar pelo menos { $n }.
}
rule-roll-at-opening = Quem vota se fixa ao abrir a votação.
rule-roll-today = { $n ->
    [one] Se abrisse hoje, poderia votar 1.
   *[other] Se abrisse hoje, poderiam votar { $n }.
}
roll-at-opening = se fixa ao abrir a votação.
rule-second = Se não há quórum, há uma segunda chamada com { $quorum }.
rule-carries = { $n ->
    [one] Cada uma pode levar até { $n } voto de outra.
   *[other] Cada uma pode levar até { $n } votos de outras.
}
rule-last = Vale o último voto que quem encerrou conhecia. Dois votos da mesma que não se conheciam e dizem coisas diferentes não contam até confirmar um. Se o texto muda, é preciso votar outra vez.
secrecy-open = O voto é aberto: quem lê este espaço vê quem votou o quê e por quê.
secrecy-secret = O voto é secreto na tela: nem este nem outro comando mostra quem votou o quê, e as contas se veem no encerramento. Não é secreto para quem saiba abrir o que o próprio aparelho guarda: cada aparelho do espaço tem os votos. Com poucas votantes, o resultado também pode mostrar.

label-preview = O que a regra significa
preview-nothing-yet = Ainda não se propôs nada. Para propor, repetir sem --preview.
preview-of-orgs = { $n ->
    [one] Pode votar 1 organização.
   *[other] Podem votar { $n } organizações.
}
preview-of-people = { $n ->
    [one] Pode votar 1 pessoa.
   *[other] Podem votar { $n } pessoas.
}
preview-quorum = { $n ->
    [one] Com um só voto já vale.
   *[other] Com menos de { $n } votos não vale.
}
preview-if-all = Se todas votam e nenhuma se abstém, aprova-se com { $yes } a favor.
preview-if-few = { $voted ->
    [one] Se vota uma só e não se abstém, aprova-se com { $yes } a favor.
   *[other] Se votam { $voted } e nenhuma se abstém, aprova-se com { $yes } a favor.
}
preview-stops = Uma só objeção com razões a detém, mesmo que as demais concordem.
preview-points = Entre todas se distribuem até { $n } pontos.
preview-most = Ganha a opção com mais, mesmo que por pouco; um empate não decide.
preview-election = Ganha quem tem mais votos, mesmo que por um; um empate não elege ninguém.
preview-sense = Não aprova nem rejeita nada: mostra o que se pensa.
preview-second = { $n ->
    [one] Se não há quórum, na segunda chamada basta um voto.
   *[other] Se não há quórum, na segunda chamada bastam { $n } votos.
}
preview-late = O voto que chega depois do fechamento não conta; mostra-se quantos chegaram tarde.

choice-yes = Sim
choice-no = Não
choice-abstain = Abstenção
choice-agree = De acordo
choice-concern = De acordo com ressalva
choice-object = Objeção com razões
choice-disagree = Em desacordo
outcome-adopted = Aprovada.
outcome-rejected = Não aprovada.
outcome-no-quorum = Não há quórum.
outcome-sensed = A sondagem terminou.
outcome-chosen = Escolha: { $chosen }.
outcome-tie = Empate: { $chosen }.
outcome-now = Se encerrasse agora: { $outcome }
outcome-hidden = Aparece no encerramento.
outcome-consultation = Está em consulta: recebe emendas e ainda não se vota.
ballot-counted = conta
ballot-earlier = mudou depois
ballot-late = chegou tarde
ballot-clash = contradiz-se: confirmar um
ballot-outdated = é sobre outro texto
ballot-spoiled = não vale
ballot-delegation = delegação
unit-missing = falta
unit-counted = votou
unit-carried = outra votou por ela
unit-waits = delegou a quem ainda não votou
unit-over = delegou a quem já leva o máximo
unit-clash = contradiz-se
unit-outdated = votou outro texto
unit-spoiled = voto que não vale
amendment-waiting = emenda em espera
amendment-accepted = emenda aceita
amendment-rejected = emenda rejeitada
label-author = Propõe
label-closes = Encerra
label-rule = Como se decide
label-secrecy = Quem vê
label-roll = Votantes
label-from = Sai de
label-harm = Dano
label-change = Mudança que resolveria
label-basis = Apoia-se em
basis-assembly = assembleia
basis-board = diretoria
basis-consultation = consulta às integrantes
basis-mandate = mandato
basis-judgement = critério de quem coordena
label-statement = O que segue
label-minority = Outras razões
aside-kind-proposal = proposta
aside-kind-ballot = voto
aside-kind-delegation = delegação de voto
aside-kind-amendment = emenda
aside-kind-amendment-answer = resposta a uma emenda
aside-kind-proposal-open = abertura de uma votação
aside-kind-proposal-close = encerramento de uma votação
aside-kind-proposal-withdraw = retirada de uma proposta

error-vote-closed-no-effect = A votação já terminou. Ver o resultado com: asamblea proposal show.
error-vote-as-org = Nesta proposta vota cada pessoa e nenhuma organização. Repetir sem --as-org para dar o voto próprio.
error-vote-not-open-no-effect = Está em consulta e ainda não se vota. Quem propôs abre a votação com: asamblea proposal open.
error-vote-opened-no-effect = A votação já está aberta.
error-vote-open-not-permitted = Só quem propôs ou quem coordena o espaço abre a votação.
error-vote-carries-no-effect = Já leva todos os votos que a regra permite. Escolher outra ou votar.
error-vote-none-not-permitted = Não há um voto próprio aqui: vota quem coordena uma organização da lista de votantes, ou cada pessoa da lista, a partir de seu primeiro aparelho.
error-vote-author-not-permitted = Só pode fazer isso quem propôs.
error-vote-close-not-permitted = Só encerra quem propôs ou quem coordena o espaço.
error-vote-choice-usage = Esse voto não corresponde a esta proposta. Ver as opções com: asamblea proposal show.
error-vote-basis-usage = Só o voto de uma organização diz em que se apoia. Repetir sem --basis.
error-vote-options-usage = Aprovação, pontos, data e eleição pedem duas opções diferentes ou mais com --option; os outros métodos, nenhuma.
error-vote-closes-usage = O encerramento tem que estar no futuro, e a segunda chamada depois dele.
error-vote-roll-usage = O quórum pede mais votos que os da lista de votantes, ou não há quem vote neste espaço.
error-proposal-text = Uma proposta precisa de um texto. Dar com --body, ou dizer de onde vem com --from.
ui-error-vote-closed-no-effect = A votação já terminou. O resultado está na proposta.
ui-error-vote-not-open-no-effect = Está em consulta e ainda não se vota. A votação é aberta por quem propôs.
ui-error-vote-choice-usage = Esse voto não corresponde a esta proposta. Escolher entre suas opções.
ui-error-vote-basis-usage = Só o voto de uma organização diz em que se apoia. Deixar essa linha vazia.
ui-error-vote-options-usage = Aprovação, pontos, data e eleição pedem duas opções diferentes ou mais; os outros métodos, nenhuma.

## Na tela

ui-proposals = Propostas
ui-proposals-empty = Ainda não há propostas. c propõe a primeira.
ui-palette-proposals = Propostas
ui-home-votes = Falta votar
ui-proposal-version = versão { $n }
ui-proposal-closes = encerra { $when }
ui-proposal-mine = { $unit }: { $said }
ui-tally = Como vai
ui-quorum-met = há quórum
ui-quorum-missing = falta quórum
ui-ballots = Votos
ui-cmd-propose = Propor algo e abrir a votação
ui-key-propose = propor
ui-cmd-vote = Votar, ou mudar o voto
ui-key-vote = votar
ui-cmd-vote-delegate = Deixar que outra leve o voto
ui-key-vote-delegate = delegar
ui-cmd-vote-texts = Ver os textos e emendas, e o que cada um muda
ui-key-vote-texts = textos
ui-cmd-vote-amend = Propor outro texto
ui-key-vote-amend = emendar
ui-cmd-vote-object = Objetar com as duas razões
ui-key-vote-object = objetar
ui-cmd-vote-withdraw = Retirar a proposta própria
ui-key-vote-withdraw = retirar
ui-cmd-vote-open = Abrir a votação do que está em consulta
ui-key-vote-open = abrir
ui-cmd-vote-end = Encerrar a votação
ui-key-vote-end = encerrar
ui-cmd-go-proposals = Ir às propostas
ui-key-go-proposals = propostas
ui-propose = Propor
ui-propose-method = Como se decide?
ui-propose-count = Quem tem um voto?
ui-propose-words = Pode ficar vazio o que não for preciso. Antes de abrir a votação mostra-se o que a regra significa para quem vota hoje.
ui-propose-next = Ver o que a regra significa
ui-propose-yes = Propor e abrir a votação
ui-propose-consult = Pô-la primeiro em consulta
ui-propose-consult-words = Em consulta recebe emendas e ninguém vota até que se abra. Então se fixam o texto e quem vota.
ui-open-vote = Abrir a votação
ui-open-vote-words = De agora em diante vale este texto, e vota quem está hoje. Não se volta à consulta.
ui-done-consulted = Proposta guardada. Está em consulta.
ui-done-opened = Votação aberta.
ui-why-vote-not-open = Está em consulta e ainda não se vota.
ui-why-vote-opened = Não está em consulta.
ui-why-not-open = Abre quem propôs ou quem coordena o espaço.
ui-propose-options = Opções, separadas com ;
ui-propose-quorum = Quórum: quantas têm que votar
ui-propose-date = Encerra no dia
ui-propose-hour = Encerra às (vazio: todo esse dia)
ui-count-orgs = Cada organização, um voto
ui-count-people = Cada pessoa, um voto
ui-method-consent = Por consentimento
ui-method-majority = Por maioria
ui-method-two-thirds = Por dois terços
ui-method-sense = Sondagem que não obriga
ui-method-approval = Escolher entre opções
ui-method-dots = Distribuir pontos
ui-method-date = Achar uma data
ui-method-election = Eleger alguém
ui-guide-problem = Que problema queremos resolver?
ui-guide-proposal = O que propomos, em uma frase?
ui-guide-members = O que muda para as companheiras?
ui-guide-who = Quem faz, com que recursos e para quando?
ui-guide-risks = Que riscos traz e para quem?
ui-guide-nothing = O que acontece se não fizermos nada?
ui-guide-review = Como e quando revisamos?
ui-vote = Votar
ui-vote-mine = Este é o voto de { $unit }. Vale 1 de { $of }.
ui-vote-change = Dá para mudar até o encerramento. Vale o último.
ui-vote-not = Voltar sem votar
ui-vote-cast = Dar o voto
ui-vote-reason = Razão
ui-vote-basis = Apoia-se em: 1 assembleia, 2 diretoria, 3 consulta, 4 mandato, 5 critério próprio (opcional)
ui-fault-basis = Escrever um número de 1 a 5, ou nada.
ui-vote-reason-words = A razão é opcional. Quem lê este espaço vai ver, salvo em um voto secreto.
ui-vote-options = Números, com espaços; em pontos 1=7 2=3
ui-object-words = Uma objeção para a proposta até ser integrada. Por isso pede as duas respostas. Sem elas vota-se «em desacordo».
ui-object-harm = Que dano concreto causa?
ui-object-change = Que mudança resolveria?
ui-delegate = Delegar o voto
ui-delegate-words = O voto dela vai valer também por este. Votar aqui deixa a delegação sem efeito.
ui-delegate-who = Quem leva o voto: o nome
ui-delegate-yes = Delegar
ui-end-vote = Encerrar a votação
ui-end-vote-words = Conta o que este aparelho conhece agora. O que chegar depois fica como tarde.
ui-end-vote-no = Deixar aberta
ui-end-vote-yes = Encerrar a votação
ui-statement-words = Dá para dizer em palavras o que se faz agora. Vai ler quem lê este espaço.
ui-statement = O que se faz agora (opcional)
ui-propose-secrecy = Mostrar quem votou o quê?
ui-secrecy-open = Voto aberto
ui-secrecy-secret = Voto secreto na tela
ui-propose-second = Segunda chamada se faltar quórum: dia do encerramento (opcional)
ui-propose-second-quorum = Quórum da segunda chamada (vazio: a metade)
ui-amend-title = Outro texto para a proposta
ui-amend-why = Por quê (opcional)
ui-amend-same = O texto é o mesmo. Mudar algo antes de enviar.
ui-amendments-waiting = { $n ->
    [one] { $n } emenda espera a resposta de quem propôs. H a mostra.
   *[other] { $n } emendas esperam a resposta de quem propôs. H as mostra.
}
ui-texts = Textos e emendas
ui-texts-words = Escolher um para ver o que muda.
ui-texts-signs = Linhas que saem com -, que chegam com +:
ui-texts-same = Diz o mesmo que o texto anterior.
ui-amendment-why = Por quê: { $reason }
ui-amendment-answer = Se for aceita, este texto passa a valer e quem já votou vota outra vez.
ui-amendment-accept = Aceitar a emenda
ui-amendment-reject = Rejeitar: o texto fica como está
ui-withdraw = Retirar a proposta
ui-withdraw-words = A votação termina sem resultado. O que foi dito fica à vista. Não dá para desfazer.
ui-withdraw-no = Deixar aberta
ui-withdraw-yes = Retirar a proposta
ui-done-accepted = Emenda aceita: seu texto vale a partir de agora.
ui-done-rejected = Emenda rejeitada.
ui-done-withdrawn = Proposta retirada.
ui-why-no-objections = Só se objeta o que se decide por consentimento. Aqui se vota não, com a razão.
ui-why-not-proposer = Só pode fazê-lo quem propôs.
ui-fault-second = A segunda chamada encerra depois da primeira.
ui-fault-proposal = Responder ao menos uma das sete perguntas: sem texto ninguém sabe o que se vota.
ui-done-proposed = Proposta guardada. A votação está aberta.
ui-done-voted = Voto guardado. Dá para mudar até o encerramento.
ui-done-delegated = Delegação guardada.
ui-done-ended = Votação encerrada.
ui-why-no-proposal = Não há nenhuma proposta escolhida.
ui-why-vote-closed = A votação já terminou.
ui-why-no-vote = Não há um voto próprio nesta proposta.
ui-why-not-end = Encerra quem propôs ou quem coordena o espaço.
ui-fault-number = Escrever um número, ou deixar vazio.
ui-fault-list = Escrever duas opções ou mais, separadas com ;
ui-why-proposal-loading = A proposta ainda está chegando.
text-verb-proposals = as propostas
text-proposals-how = Para votar: proposal vote NÚMERO yes --reason "..."

search-kind-proposal = proposta
search-kind-amendment = emenda
search-kind-ballot = razões de um voto

head-choice = Opção
head-votes = Votos
head-voter = Votante
head-carried-by = Por meio de
label-second-call = Segunda chamada até

ui-home-answers = Pedem a minha resposta
ui-home-answers-n = { $n ->
    [one] 1 pendente
   *[other] { $n } pendentes
}

arg-proposal-list-delegated = Só aquelas em que deleguei meu voto ou levo o de outra
delegation-given = Meu voto é levado por { $unit }
delegation-received = Levo o voto de { $unit }
delegation-carried = vale
delegation-waits = espera que vote quem o leva
delegation-over = não vale: quem o leva já leva todos os que a regra permite
ui-delegations = Votos delegados
ui-delegations-words = Os que dei e os que levo. Enter abre a proposta.
ui-take-back = Retirar a delegação
ui-take-back-words = O voto volta e falta dá-lo. Ninguém mais o leva.
ui-take-back-no = Deixá-la
ui-take-back-yes = Retirá-la
ui-done-taken-back = Delegação retirada. Falta votar.
ui-why-not-delegated = Aqui ninguém leva o meu voto.
ui-why-no-delegations = Não deleguei nenhum voto nem levo o de outra.
ui-cmd-vote-take-back = Retirar a delegação do meu voto
ui-key-vote-take-back = retirar
ui-cmd-vote-delegations = Ver os votos que deleguei e os que levo
ui-key-vote-delegations = delegados
