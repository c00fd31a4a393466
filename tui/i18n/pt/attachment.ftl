# Arquivos anexados.
cmd-attach = Anexar um arquivo a uma conversa, um documento, uma agenda, uma proposta ou uma reunião
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
