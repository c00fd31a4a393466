# A rede de prática: o que diz de si mesma, e o que há de inventado nela.

## Comandos

cmd-practice = Abrir a rede de prática, com dados inventados; é criada se não existe
arg-practice = Dar o comando na rede de prática
arg-practice-reset = Apagá-la e começar de novo
arg-practice-yes = Não perguntar

error-practice = É uma rede de prática: nada dela sai deste aparelho, por isso aqui não se conecta. Na rede de verdade este comando conecta.
error-practice-code-practice = Esse convite é de uma rede de prática: com ele ninguém entra. Pedir outro a quem esteja na rede de verdade.
error-practice-full-too-long = A rede de prática já tem todas as pessoas que cabem nela.
error-practice-reset = Para começar de novo sem que ninguém responda à pergunta é preciso --yes. Nada foi apagado.
error-practice-kept = Nada foi apagado.

practice-mark = PRÁTICA · dados inventados
practice-words = Tudo é inventado e nada sai deste aparelho. As colegas inventadas não respondem.
practice-made = A rede de prática está pronta: tudo nela é inventado e nada sai deste aparelho.
practice-open = A rede de prática está neste aparelho.
practice-me = Eu (de prática)
practice-folder = Pasta: { $folder }
practice-how = Para dar comandos nela: asamblea --practice COMANDO. Para começar de novo: asamblea practice --reset.
practice-making = Criando a rede de prática...
practice-invitation = É da rede de prática: com este código ninguém entra.
practice-ask = Apaga-se tudo o que foi escrito na rede de prática. Começar de novo? Escrever: { $word }
practice-word = apagar

## Tela

ui-error-practice = É uma rede de prática: nada dela sai deste aparelho, por isso aqui não se conecta.
ui-fault-practice-code = É um convite de uma rede de prática: com ele ninguém entra. Pedir outro.
ui-practice-names = Rede de prática
ui-practice-names-words = Há organizações e colegas inventadas que já escreveram. Não respondem depois. Nada sai deste aparelho, e sempre se pode começar de novo.
ui-practice-names-note = Serve qualquer nome, também um inventado.
ui-practice-passphrase-words = Como na rede de verdade: fecha o que se escreve ao praticar. Escolher uma diferente da de verdade. Se for esquecida, começa-se de novo.
ui-practice-exists = Já existe uma rede de prática neste aparelho.
ui-practice-open = Continuar praticando
ui-practice-open-hint = Com a frase-senha que foi escolhida para ela.
ui-practice-again = Começar de novo
ui-practice-again-hint = Apaga para sempre tudo o que foi escrito ao praticar.
ui-ready-practice = A rede de prática está pronta.
ui-ready-practice-words = No Início está o que espera: mensagens, uma votação, uma reunião, um diagnóstico, um plano para assinar e uma tarefa vencida. O guia está nos documentos da organização.
ui-practice-reset = Começar a prática de novo
ui-practice-reset-words = Apaga-se para sempre tudo o que foi escrito na rede de prática, e cria-se outra.
ui-practice-reset-no = Deixar como está
ui-practice-reset-yes = Apagar e começar de novo
ui-practice-forgotten = É a rede de prática: sem a frase-senha pode-se começar de novo com asamblea practice --reset.
ui-cmd-practice-reset = Começar a prática de novo
ui-key-practice-reset = prática nova
ui-why-no-practice = Isto é só para a rede de prática; esta é de verdade.

## Quem

practice-network = Rede de prática
practice-office = Secretaria de exemplo
practice-north = Organização de exemplo Norte
practice-center = Organização de exemplo Centro
practice-south = Organização de exemplo Sul
practice-region-north = Sub-região de exemplo Norte
practice-region-center = Sub-região de exemplo Centro
practice-region-south = Sub-região de exemplo Sul
practice-sofia = Sofía (inventada)
practice-rosa = Rosa (inventada)
practice-ana = Ana (inventada)
practice-luz = Luz (inventada)

## O que escreveram

practice-thread-title = Exemplo: que tema vem primeiro este ano?
practice-thread-1 = Companheiras, isto é um exemplo inventado. É preciso escolher um tema para começar o ano: a portaria, os centros de saúde ou a formação de promotoras. O que pensa cada organização?
practice-thread-2 = No Centro começaríamos pelos centros de saúde: é o que mais nos perguntam.
practice-thread-3 = No Sul, pela portaria. Falta saber o que diz Norte. Pode responder aqui?
practice-hello-title = Exemplo: boas-vindas a Norte
practice-hello-1 = Este é o espaço da nossa organização, inventada: o que se escreve aqui só as suas integrantes leem. Quem pode cuidar da lista de presença?
practice-guide-title = Guia para praticar
practice-guide-text =
    # Guia para praticar

    Tudo aqui é inventado. Pode-se experimentar qualquer coisa: nada sai deste aparelho, e sempre se pode começar de novo. As colegas inventadas não respondem depois.

    ## O que experimentar

    - Responder a Luz na discussão da rede, e a Rosa na de Norte.
    - Ler a agenda: há uma segunda edição, com uma mudança.
    - Dizer se vai à reunião que está convocada.
    - Votar nas duas propostas, e encerrar a de Norte.
    - Pontuar no diagnóstico deste ano.
    - Assinar o plano de Norte: a Secretaria já assinou.
    - Marcar como feita a tarefa vencida.
    - Ler os comentários do documento da rede e acrescentar um.
    - Bloquear com Ctrl-L e voltar a abrir com a frase-senha.
    - Comparar as palavras de segurança de Rosa: { $words }
practice-doc-title = Exemplo: carta à comissão
practice-doc-text =
    # Carta à comissão

    Rascunho inventado, para escrever entre todas.

    Pedimos uma audiência para explicar por que a portaria é usada contra nós.

    Levaremos os dados da pesquisa de exemplo.
practice-doc-on-1 = Pedimos uma audiência
practice-comment-1 = Dizemos até quando?
practice-doc-on-2 = os dados da pesquisa
practice-comment-2 = Falta dizer quantas responderam.
practice-agenda-title = Agenda de exemplo
practice-item-meeting = Reunião de exemplo da rede
practice-item-training = Oficina de exemplo para porta-vozes
practice-item-deadline = Entrega de contribuições de exemplo
practice-place = Por chamada (exemplo)
practice-place-new = Sede de exemplo
practice-meeting-title = Reunião de exemplo da rede
practice-meeting-minutes = Ata da reunião de exemplo
practice-point-1 = Que tema vem primeiro
practice-point-2 = Data da oficina
practice-earlier-title = Reunião de exemplo de Norte
practice-earlier-minutes = Ata da reunião de exemplo de Norte
practice-task = Preparar a lista de presença da oficina de exemplo
practice-vote-title = Exemplo: reunir-se às quintas
practice-vote-text = Proposta inventada: que Norte se reúna às quintas à tarde.
practice-network-vote-title = Exemplo: um boletim por mês
practice-network-vote-text = Proposta inventada: que a rede publique um boletim a cada mês. Cada organização tem um voto, dado por uma coordenadora.
practice-concern = De acordo, se alguém cuidar das traduções.
practice-old-round-title = Diagnóstico de exemplo do ano passado
practice-round-title = Diagnóstico de exemplo deste ano
practice-why = É um exemplo: assim o grupo concordou.
practice-note = Nota inventada.
practice-responsible = Comissão de exemplo
practice-held = Tudo fica neste aparelho.
practice-sent = Guardado aqui. Da prática não sai nada.
