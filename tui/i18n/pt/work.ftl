# Textos de agendas, documentos e exportações.

cmd-agenda-change = Mudar uma data do rascunho; o que não se diz fica como está
cmd-agenda-cancel = Cancelar uma data: fica à vista, para que os calendários a tirem
cmd-agenda-export = Exportar uma agenda como calendário (ics), Markdown ou HTML
arg-agenda-change-item = A data: código ou título
arg-agenda-cancel-item = A data: código ou título
arg-agenda-change-kind = Tipo: meeting (reunião), training (capacitação), action (ação) ou deadline (prazo)
arg-agenda-change-who = Responsável; vazio tira o nome
arg-agenda-change-place = Local; vazio tira o local
arg-agenda-change-starts = Começo, na hora do local; o fim se move junto
arg-agenda-export-format = Forma: ics (calendário), md (Markdown) ou html
arg-full = Em ics: com títulos, locais e nomes. Pergunta antes
agenda-replaces = Substitui a edição { $edition }: { $changed ->
    [0] sem mudanças
    [one] mudou { $changed } data
   *[other] mudaram { $changed } datas
}.
agenda-unpublished = Ainda sem publicar:
agenda-refused = Foi recusada uma edição { $edition } assinada por { $by }, que não é da Secretaria. Não conta.
agenda-new = nova
agenda-changed = mudou
agenda-before = antes:
export-meeting = Reunião
export-training = Capacitação
export-action = Atividade
export-deadline = Prazo
export-there = Hora do local: { $hour } ({ $zone })
export-who = Responsável: { $who }
export-place = Local: { $place }
export-edition = Edição { $edition }, publicada em { $day }.
export-draft = Rascunho sem publicar.
export-cancelled = CANCELADA
export-full-warning = O calendário vai levar títulos, locais e nomes. Um calendário de telefone ou de e-mail é copiado para a empresa que o oferece, e ela o lê.
export-full-ask = Para seguir, escrever «{ $word }»:
export-yes = sim
error-export-not-meant = Nada foi exportado. Sem --full o calendário só leva horas.
cmd-thread-export = Exportar uma conversa como Markdown, ou como linhas que se podem trazer de volta
arg-thread-export-format = Forma: md (Markdown) ou jsonl
cmd-doc-diff = Ver o que mudou entre duas versões; sem versões, a última mudança
cmd-doc-restore = Voltar a uma versão: é uma mudança nova, que se vê no histórico
cmd-doc-comment = Comentar à margem umas palavras do texto
cmd-doc-retract = Retirar um comentário próprio
cmd-doc-export = Exportar um documento como Markdown ou HTML
arg-doc-diff-from = Versão de antes; se faltar, a anterior à última mudança
arg-doc-diff-to = Versão de depois; se faltar, a última
arg-doc-restore-version = Versão à qual voltar
arg-on = As palavras, tal como estão no texto; têm que aparecer uma única vez
arg-comment = Código do comentário
arg-doc-export-format = Forma: md (Markdown) ou html
doc-same = As duas versões dizem o mesmo.
doc-lines = { $n ->
    [one] { $n } linha
   *[other] { $n } linhas
}
comment-on = Sobre { $quote }, linha { $line }:
comment-on-gone = Sobre { $quote }, que já não está assim (linha { $line }):
aside-kind-comment = comentário de um documento
search-kind-comment = comentário
export-edited = mudado depois
export-retracted = Retirado pela autora.
cmd-export = Exportar tudo o que este aparelho pode ler, como arquivos comuns, sem criptografia
arg-export-dir = Pasta nova ou vazia
arg-export-space = Só este espaço: código ou nome. Os casos só saem assim
export-spaces = { $n ->
    [one] { $n } espaço
   *[other] { $n } espaços
}
export-files = { $n ->
    [one] { $n } arquivo
   *[other] { $n } arquivos
}
export-progress = { $done } de { $of } espaços.
export-not-sealed = O que se exportou NÃO está criptografado: quem encontrar a pasta lê tudo. Levar a um lugar seguro, ou apagar ao terminar.
export-readme-name = LEIAME.txt
export-readme = Esta pasta não está criptografada: quem a encontrar lê tudo. Contém o que um aparelho podia ler, com nomes. Apagar quando já não for preciso.
export-people = integrantes
export-people-head = tipo;nome;organização;papel;estado
export-posts-head = conversa;data;autora;texto
export-threads = conversas
export-documents = documentos
export-agendas = agendas
export-attached = arquivos
export-attached-head = nome;arquivo;data;de quem;bytes;em quê
export-comments = Comentários
error-export-full = A pasta { $about } já tem algo dentro: não se grava por cima. Escolher uma nova ou vazia.
error-export-permission = Não se pode escrever em { $about }. Escolher uma pasta própria.
error-export-parent = Não existe a pasta em que ficaria { $about }. Criar antes.
ui-months-long = Janeiro Fevereiro Março Abril Maio Junho Julho Agosto Setembro Outubro Novembro Dezembro
ui-agenda-replaces = Substitui a { $edition }: { $changed ->
    [0] sem mudanças
    [one] mudou { $changed } data
   *[other] mudaram { $changed } datas
}.
ui-unpublished = { $n ->
    [one] { $n } data sem publicar
   *[other] { $n } datas sem publicar
}.
ui-edition-refused = Foi recusada uma edição { $edition } que { $by } assinou, sem ser da Secretaria. Não conta.
ui-item-new = nova
ui-item-changed = mudou
ui-item-was = mudou: antes { $was }
ui-item-unpublished = sem publicar
ui-change-title = Mudar a data
ui-change-words = Ninguém vê até publicar a próxima edição.
ui-cancel-title = Cancelar { $title }
ui-cancel-words = Fica à vista como cancelada, para que todas a tirem dos calendários. Não se desfaz. Ninguém vê até publicar a próxima edição.
ui-cancel-no = Voltar sem cancelar
ui-cancel-yes = Cancelar a data
ui-calendar-title = Exportar um calendário
ui-calendar-words = Leva só horas: «Reunião», sem local nem nomes. Um calendário de telefone é copiado para a empresa que o oferece.
ui-calendar-yes = Exportar
ui-done-change = Mudança guardada. P publica a edição que a leva.
ui-done-cancel = Cancelada. P publica a edição que diz isso.
ui-done-saved = Arquivo guardado, sem criptografia.
ui-save-there = Já há um arquivo com esse nome. Escolher outro.
ui-save-no-folder = Não existe essa pasta. Escolher outra.
ui-save-not-allowed = Ali não se pode escrever. Escolher outra pasta.
ui-why-no-date = Não há uma data escolhida.
ui-why-cancelled = Essa data já está cancelada.
ui-cmd-agenda-month = Ver o mês ou a lista
ui-key-agenda-month = mês
ui-cmd-agenda-change = Mudar a data
ui-key-agenda-change = mudar
ui-cmd-agenda-cancel = Cancelar a data
ui-key-agenda-cancel = cancelar
ui-cmd-agenda-export = Exportar o calendário (ics)
ui-key-agenda-export = exportar
ui-why-no-version = Não há uma versão escolhida.
ui-restore-title = Voltar à versão de { $when }
ui-restore-words = O texto fica como era então, com uma mudança nova. Nada do histórico se apaga: dá para voltar outra vez.
ui-restore-no = Seguir como está
ui-restore-yes = Voltar a essa versão
ui-done-restored = O texto voltou a essa versão.
ui-comment-title = Comentar
ui-comment-words = Escrever as palavras do texto tal como estão; têm que aparecer uma única vez.
ui-comment-on = Sobre
ui-comment-body = Comentário
ui-comment-at = Linha { $line }, «{ $quote }».
ui-comment-gone = «{ $quote }», que já não está assim (linha { $line }).
ui-comments-title = Comentários
ui-comments-none = Ninguém comentou ainda.
ui-done-comment = Comentário guardado.
ui-cmd-document-comments = Ler os comentários
ui-key-document-comments = comentários
ui-cmd-document-comment = Comentar umas palavras
ui-key-document-comment = comentar
ui-cmd-version-compare = Ver o que mudou nessa versão
ui-key-version-compare = o que mudou
ui-cmd-version-restore = Voltar a essa versão
ui-key-version-restore = voltar a ela

cmd-thread-edit = Mudar uma mensagem própria
cmd-thread-retract = Retirar uma mensagem própria
cmd-thread-close = Encerrar uma conversa: não admite mais respostas
arg-thread-edit-post = A mensagem: seu código
arg-thread-retract-post = A mensagem: seu código
error-thread-retracted-no-effect = Essa mensagem já foi retirada. Escrever outra com: asamblea thread reply.
error-thread-closed-no-effect = A conversa já está encerrada.
error-thread-closed-not-permitted = A conversa está encerrada e não se escreve mais nela. Começar outra.
ui-error-thread-retracted-no-effect = Essa mensagem já foi retirada. Escrever outra.
error-agenda-office-not-permitted = Só a Secretaria escreve e publica agendas.
export-proposals = propostas
export-assessments = diagnosticos
export-plans = planos
export-meetings = reunioes
export-tasks = tarefas
export-call = convocatoria
export-minutes = ata

ui-cmd-post-edit = Mudar uma mensagem própria
ui-key-post-edit = mudar
ui-cmd-post-retract = Retirar uma mensagem própria
ui-key-post-retract = retirar
ui-cmd-thread-close = Encerrar a conversa
ui-key-thread-close = encerrar
ui-compose-edit = Mudar a mensagem
ui-why-not-my-post = Só quem escreveu uma mensagem a muda ou retira.
ui-why-retracted = Essa mensagem já foi retirada.
ui-why-not-my-thread = Encerra uma conversa quem a começou, ou uma administradora do espaço.
ui-retract-title = Retirar a mensagem
ui-retract-title-words = Ninguém mais a verá no programa. Quem a leu ou copiou fica com ela.
ui-retract-yes = Retirar
ui-close-title = Encerrar a conversa
ui-close-title-words = Ninguém poderá responder mais. O que foi escrito fica.
ui-close-yes = Encerrar
ui-done-retracted = Mensagem retirada.
ui-done-closed = Conversa encerrada.

ui-export = Guardar o que está aberto num arquivo
ui-export-forms = O final do nome diz como: { $forms }
ui-export-words = Vai o que se lê nesta tela. No arquivo fica sem cifrar, e nunca se escreve sobre outro.
ui-export-yes = Guardar
ui-cmd-export = Guardar o que está aberto num arquivo para ler ou imprimir
ui-key-export = exportar
ui-why-no-export = Não há nada aberto que possa sair para um arquivo.
ui-fault-export-form = Isto não sai com esse final. Acima diz com quais.

cmd-calendar = Tudo o que tem data e este aparelho pode ler, por dia
arg-calendar-month = Que mês, por exemplo 2027-04; se não, este
dates-none = Nada tem data nesse mês.
date-kind-item = data de uma agenda
date-kind-meeting = reunião
date-kind-vote = fim de uma votação
date-kind-round = fim de um diagnóstico
date-kind-task = último dia de uma tarefa
date-kind-review = acompanhamento de um plano
date-open = de pé
date-cancelled = CANCELADA
date-done = feita
date-draft = SEM PUBLICAR
date-late = VENCIDA
ui-dates = Datas
ui-dates-note = Tudo o que tem data, de todos os espaços. O ponto marca os dias com algo.
ui-dates-on-day = { $n ->
    [0] Nada neste dia.
    [one] Uma coisa neste dia. Enter a mostra.
   *[other] { $n } coisas neste dia. Enter as mostra.
}
ui-why-empty-day = Nada neste dia.
ui-cmd-go-dates = Ir às datas
ui-key-go-dates = datas
error-dates-month = { $about } não é um mês. Escrever como 2027-04.
