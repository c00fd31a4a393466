# Arquivos anexados.
cmd-attach = Anexar um arquivo a uma conversa, um documento, uma agenda, uma proposta, uma reunião ou um plano
cmd-attachment = Arquivos anexados
cmd-attachment-list = Ver os arquivos de algo
cmd-attachment-save = Guardar um arquivo anexado no disco
arg-attach-id = A que se anexa: seu id ou seu título
arg-attach-file = O arquivo, até 4 MiB
arg-attach-name = Outro nome para o arquivo
arg-attach-keep-metadata = Deixar numa foto o lugar, a hora e a câmera
arg-attachment-list-id = De quê: seu id ou seu título
arg-attachment-save-id = O arquivo anexado
arg-attachment-save-dest = Arquivo novo ou pasta onde guardá-lo

attachment-none = Não há arquivos anexados.
attachment-kept = Guardado em
attachment-clear = Fora do asamblea o arquivo fica sem criptografia, e abri-lo com outro programa é confiar em quem o mandou.
attachment-metadata-removed = Foi tirado da foto o que ela diz além da imagem: lugar, hora, câmera.
attachment-metadata-none = A foto não diz nada além da imagem.
attachment-metadata-kept = O arquivo vai tal qual, com o que disser de lugar, hora e autoria.
attachment-metadata-unknown = De arquivos assim nada é tirado: podem dizer quem os fez, quando e com quê.

error-attachment-size-too-long = O arquivo passa de 4 MiB. Diminuir ou dividir, e anexar de novo.
error-attachment-full-too-long = Este espaço já tem 64 MiB de arquivos, e a sua organização já usou os 8 MiB que sempre tem (dentro da organização, cada pessoa). Passar o arquivo por outro meio ou abrir outro espaço.
error-attachment-name-usage = Esse nome não serve: até 120 bytes, sem barras e sem ponto no início. Dar outro com --name.
error-attachment-parts-damaged = O arquivo não está inteiro aqui, ou quem o mandou mentiu sobre ele. Nada foi guardado.
error-attachment-there = Em { $about } já há algo. Não se toca: escolher outro nome.
error-attachment-folder = Não existe a pasta de { $about }. Criar ou escolher outra.
error-attachment-file = { $about } não é um arquivo. Escolher um.
error-attachment-picture = { $about } começa como uma foto e segue de outra forma: não dá para tirar o que ela diz. Para mandá-la tal qual: --keep-metadata.

attachment-missing = não está inteiro aqui

ui-files = Arquivos
ui-files-count = { $n ->
    [one] 1 arquivo
   *[other] { $n } arquivos
}
ui-files-open = { $key } ver todos
ui-files-empty = Ainda não há arquivos. a anexa um.
ui-files-note = Fora do asamblea um arquivo fica sem criptografia, e abri-lo é confiar em quem o mandou.
ui-file-kb = { $n } KB
ui-file-mb = { $n },{ $tenths } MB
ui-file-attach = Anexar um arquivo
ui-file-attach-words = Até 4 MiB. De fotos JPEG e PNG se tira o que dizem de lugar, hora e câmera; de outros arquivos nada é tirado. Quem lê aqui o recebe.
ui-file-attach-yes = Anexar
ui-file-save = Guardar o arquivo
ui-file-save-words = Em um arquivo novo ou em uma pasta. Nunca se escreve sobre outro. Ali fica sem criptografia.
ui-file-save-yes = Guardar
ui-done-attached = Anexado: { $name }.
ui-done-kept = Guardado em { $path }
ui-cmd-files = Ver os arquivos do que está aberto, ou anexar um
ui-key-files = arquivos
ui-cmd-file-save = Guardar o arquivo no disco
ui-key-file-save = guardar
ui-cmd-file-attach = Anexar um arquivo
ui-key-file-attach = anexar
ui-why-no-holder = Não há nada aberto que leve arquivos.
ui-why-no-file = Não há nenhum arquivo para guardar.
ui-why-file-missing = Esse arquivo não está inteiro aqui: falta uma parte, ou quem o mandou mentiu sobre ele.
ui-error-attachment-name-usage = Esse nome não serve: até 120 bytes e sem ponto no início. Mudá-lo no disco e anexar de novo.
ui-error-attachment-picture = { $about } começa como uma foto e segue de outra forma: não dá para tirar o que ela diz. Não foi anexado.

text-files-how = Para guardar um: guardar NÚMERO ARQUIVO. Para anexar um: anexar ARQUIVO.
text-verb-save = guardar no disco o arquivo desse número: guardar NÚMERO ARQUIVO
text-verb-attach = anexar um arquivo ao que está aberto: anexar ARQUIVO
error-text-no-file = Esse número não é um arquivo.
error-text-no-holder = Abrir antes uma conversa, um documento, uma agenda ou uma proposta.

ui-file-attach-thread = Anexar a toda a discussão
ui-file-attach-post = Anexar à mensagem escolhida
ui-post-file = Arquivo: { $name }
ui-file-on-post = em uma mensagem
