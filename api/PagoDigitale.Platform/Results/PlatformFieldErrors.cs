namespace PagoDigitale.Platform.Results;

/// <summary>What is wrong with a field, a parameter or a cell, whosever it is.</summary>
internal static class PlatformFieldErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "code-invalid",
            new(
                "The code is not made of 1 to 35 letters, digits, hyphens and underscores.",
                "Il codice non è formato da 1 a 35 lettere, cifre, trattini e trattini bassi."
            ),
            new("Write it with these characters only.", "Scriverlo solo con questi caratteri.")
        ),
        ErrorCode
            .Field(
                "date-implausible",
                new(
                    "The date is written well and is too far in the past or in the future to be right.",
                    "La data è scritta correttamente, ma è troppo lontana nel passato o nel futuro per essere corretta."
                ),
                new(
                    "Correct the year. An anomaly stops nothing: it is for whoever looks at the data.",
                    "Correggere l'anno. Un'anomalia non blocca nulla: è una segnalazione per chi esamina i dati."
                )
            )
            .Also(CodePlaces.Row | CodePlaces.Anomaly),
        ErrorCode
            .Field(
                "email-invalid",
                new("The text is no e-mail address.", "Il testo non è un indirizzo di posta elettronica."),
                new(
                    "Write one address such as ufficio@ente.example, or leave it out.",
                    "Scrivere un solo indirizzo come ufficio@ente.example, oppure ometterlo."
                )
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "empty-parameter",
            new("The parameter came without a value.", "Il parametro è arrivato senza valore."),
            new("Give it a value, or leave it out.", "Dargli un valore, oppure ometterlo.")
        ),
        ErrorCode
            .Field(
                "fiscal-code-invalid",
                new("The text is not a fiscal code of the kind that is asked for.", "Il testo non è un codice fiscale del tipo richiesto."),
                new(
                    "Use the 16 characters of a person, or the 11 digits of an entity.",
                    "Usare i 16 caratteri di una persona fisica, oppure le 11 cifre di una persona giuridica."
                )
            )
            .Also(CodePlaces.Row),
        ErrorCode
            .Field(
                "hidden-character",
                new(
                    "The text holds a character that nobody sees: a control character, an invisible one, or one of private " + "use.",
                    "Il testo contiene un carattere che non si vede: di controllo, invisibile o di uso privato."
                ),
                new(
                    "Remove it: it often comes along when a text is copied from a document.",
                    "Toglierlo: spesso si aggiunge quando un testo è copiato da un documento."
                )
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "iban-check-letter",
            new("The check letter (CIN) of the IBAN does not hold.", "La lettera di controllo (CIN) dell'IBAN non è corretta."),
            new(
                "Copy the IBAN again: a character was mistyped, or the number was made up.",
                "Copiare di nuovo l'IBAN: un carattere è stato digitato male, oppure il numero è inventato."
            )
        ),
        ErrorCode.Field(
            "iban-invalid",
            new(
                "The text is not an Italian IBAN, or its check digits do not hold.",
                "Il testo non è un IBAN italiano, oppure le sue cifre di controllo non sono corrette."
            ),
            new(
                "Copy the 27 characters from the bank's papers, in capitals and without spaces.",
                "Copiare i 27 caratteri dai documenti della banca, in maiuscolo e senza spazi."
            )
        ),
        ErrorCode.Field(
            "idempotency-key-invalid",
            new(
                "The Idempotency-Key is not 1 to 255 visible ASCII characters.",
                "La Idempotency-Key non è formata da 1 a 255 caratteri ASCII visibili."
            ),
            new("Use a UUID.", "Usare un UUID.")
        ),
        ErrorCode.Field(
            "length",
            new("The text is shorter or longer than it may be.", "Il testo è più breve o più lungo del consentito."),
            new("Give it as many characters as message says.", "Usare il numero di caratteri indicato in message.")
        ),
        ErrorCode.Field(
            "malformed",
            new(
                "The value cannot be read as what the parameter or the header holds.",
                "Il valore non è leggibile come contenuto del parametro o dell'intestazione."
            ),
            new("Write it as openapi.yaml describes the parameter.", "Scriverlo come openapi.yaml descrive il parametro.")
        ),
        ErrorCode
            .Field(
                "maximum-length",
                new("The text is longer than it may be.", "Il testo è più lungo del consentito."),
                new("Shorten it to the number of characters that message says.", "Abbreviarlo al numero di caratteri indicato in message.")
            )
            .Also(CodePlaces.Row),
        ErrorCode
            .Field(
                "missing",
                new(
                    "The member, parameter, file or body is required and is not there.",
                    "Il membro, il parametro, il file o il corpo è obbligatorio e manca."
                ),
                new("Send it.", "Inviarlo.")
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "not-empty",
            new("The text is empty or holds blanks only.", "Il testo è vuoto o contiene solo spazi."),
            new("Give it a text, or leave it out.", "Indicare un testo, oppure ometterlo.")
        ),
        ErrorCode.Field(
            "null-not-allowed",
            new("The member is null, and null means nothing here.", "Il membro è null, e qui null non significa nulla."),
            new(
                "Give it a value, or leave it out where openapi.yaml does not require it.",
                "Dargli un valore, oppure ometterlo se openapi.yaml non lo richiede."
            )
        ),
        ErrorCode.Field(
            "out-of-range",
            new("The number is not within its limits.", "Il numero non è entro i limiti."),
            new("Use a number between the two that message says.", "Usare un numero tra i due indicati in message.")
        ),
        ErrorCode.Field(
            "range-reversed",
            new("The range of days ends before it begins.", "L'intervallo di giorni termina prima di iniziare."),
            new("Send the earlier day first.", "Indicare per primo il giorno più lontano.")
        ),
        ErrorCode.Field(
            "repeated-parameter",
            new("The parameter came more than once.", "Il parametro è arrivato più di una volta."),
            new("Send it once.", "Inviarlo una sola volta.")
        ),
        ErrorCode
            .Field(
                "taxonomy-code-invalid",
                new(
                    "The text is not written as a code of the taxonomy of collection services.",
                    "Il testo non è scritto come un codice della tassonomia dei servizi di incasso."
                ),
                new(
                    "Write it like 9/0102100SA/: seven digits and one of IM, TS, SP, SA, AP.",
                    "Scriverlo come 9/0102100SA/: sette cifre e una sigla tra IM, TS, SP, SA, AP."
                )
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "unknown-parameter",
            new(
                "The operation has no parameter, or field of the form, of this name.",
                "L'operazione non ha un parametro, o un campo del modulo, con questo nome."
            ),
            new("Leave it out, or correct its name.", "Ometterlo, oppure correggerne il nome.")
        ),
        ErrorCode
            .Field(
                "unprintable-character",
                new(
                    "The text is printed on notices or receipts and holds a character that their typefaces do not have.",
                    "Il testo viene stampato su avvisi o quietanze e contiene un carattere che i loro caratteri tipografici non prevedono."
                ),
                new("Write it in Latin letters.", "Scriverlo in lettere latine.")
            )
            .Also(CodePlaces.Row),
    ];
}
