namespace PagoDigitale.Platform.Results;

internal static class PlatformErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            503,
            "activity-log-unavailable",
            new(
                "The entry of the activity log could not be written, and what is not logged is not answered.",
                "Non è stato possibile scrivere la voce del registro delle attività, e senza registrazione nessuna richiesta "
                    + "viene evasa."
            ),
            new(
                "Send the request again after Retry-After, with the same Idempotency-Key where it had one.",
                "Inviare di nuovo la richiesta dopo Retry-After, con la stessa Idempotency-Key se ne aveva una."
            )
        ),
        ErrorCode.Problem(
            413,
            "body-too-large",
            new("The body is larger than the operation takes.", "Il corpo è più grande di quanto l'operazione accetti."),
            new(
                "Send less at a time: big loads go into a flow file.",
                "Inviare meno per volta: i carichi grandi vanno in un flusso di posizioni debitorie."
            )
        ),
        ErrorCode.Problem(
            503,
            "busy",
            new(
                "Somebody else is changing the same things. Nothing was changed.",
                "Qualcun altro sta modificando gli stessi dati. Nulla è stato modificato."
            ),
            new("Send the request again after Retry-After.", "Inviare di nuovo la richiesta dopo Retry-After.")
        ),
        ErrorCode.Problem(
            409,
            "concurrent-duplicate",
            new(
                "Another request has just created the same thing. Nothing was changed.",
                "Un'altra richiesta ha appena creato lo stesso oggetto. Nulla è stato modificato."
            ),
            new("Read it, or send the request again.", "Leggerlo, oppure inviare di nuovo la richiesta.")
        ),
        ErrorCode.Problem(
            503,
            "database-time-out",
            new("The database took too long.", "La base dati ha impiegato troppo tempo."),
            new(
                "Send the request again after Retry-After, with the same Idempotency-Key where it had one.",
                "Inviare di nuovo la richiesta dopo Retry-After, con la stessa Idempotency-Key se ne aveva una."
            )
        ),
        ErrorCode.Problem(
            503,
            "database-unavailable",
            new(
                "The database does not answer. Whether the request was carried out is known only where it had an " + "Idempotency-Key.",
                "La base dati non risponde. Se la richiesta sia stata eseguita si sa solo se aveva una Idempotency-Key."
            ),
            new(
                "Send the request again after Retry-After, with the same key.",
                "Inviare di nuovo la richiesta dopo Retry-After, con la stessa chiave."
            )
        ),
        ErrorCode.Problem(
            413,
            "file-too-large",
            new("The file is larger than the operation takes.", "Il file è più grande di quanto l'operazione accetti."),
            new("Split the file, or make it smaller.", "Suddividere il file, oppure ridurlo.")
        ),
        ErrorCode.Field(
            "identifier-of-another-kind",
            new(
                "The text is an identifier of ours, of something else than what is asked for: nothing could be found by it.",
                "Il testo è un identificativo della piattaforma per un altro tipo di risorsa: la ricerca non può dare risultati."
            ),
            new("Use an identifier of the kind that the remedy names.", "Usare un identificativo del tipo indicato in remedy.")
        ),
        ErrorCode.Problem(
            409,
            "idempotency-in-progress",
            new(
                "The first request with this Idempotency-Key is still being worked on.",
                "La prima richiesta con questa Idempotency-Key è ancora in elaborazione."
            ),
            new("Send it again in a moment, with the same key.", "Inviarla di nuovo tra poco, con la stessa chiave.")
        ),
        ErrorCode
            .Problem(
                422,
                "idempotency-key-reused",
                new("The Idempotency-Key was used for another request.", "La Idempotency-Key è già stata usata per un'altra richiesta."),
                new(
                    "Use a new key for a new request; repeat a request with its key and exactly the same input.",
                    "Usare una nuova chiave per una nuova richiesta; ripetere una richiesta con la sua chiave e gli stessi "
                        + "identici dati."
                )
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            428,
            "if-match-required",
            new(
                "The resource can only be changed by whoever says which version was read.",
                "La risorsa può essere modificata solo indicando quale versione è stata letta."
            ),
            new("Read the resource, then send its ETag in If-Match.", "Leggere la risorsa, poi inviare il suo ETag in If-Match.")
        ),
        ErrorCode.Problem(
            500,
            "internal-error",
            new("The service failed: something is broken on its side.", "Si è verificato un errore interno del servizio."),
            new(
                "Send the request again; if it fails again, quote traceId when asking for help.",
                "Inviare di nuovo la richiesta; se l'errore si ripete, citare traceId nella richiesta di assistenza."
            )
        ),
        ErrorCode
            .Problem(
                400,
                "invalid-cursor",
                new(
                    "The cursor is not a nextCursor of this list with these filters.",
                    "Il cursore non è un nextCursor di questo elenco con questi filtri."
                ),
                new(
                    "Send nextCursor of the page before as it came, with the same filters; leave it out to begin at the " + "first page.",
                    "Inviare così com'è il nextCursor della pagina precedente, con gli stessi filtri; ometterlo per "
                        + "iniziare dalla prima pagina."
                )
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            400,
            "invalid-parameter",
            new(
                "A parameter is missing, unknown, repeated, empty or not well formed, or there is no body where one is " + "needed.",
                "Un parametro manca, è sconosciuto, ripetuto, vuoto o mal formato, oppure manca il corpo dove è " + "necessario."
            ),
            new(
                "Send the parameters as openapi.yaml describes them; errors names the one that is wrong.",
                "Inviare i parametri come descritti in openapi.yaml; errors indica quello errato."
            )
        ),
        ErrorCode.Problem(
            401,
            "invalid-token",
            new(
                "The access token is expired, malformed or not of this platform, or its client is no longer active.",
                "Il token di accesso è scaduto, mal formato o non di questa piattaforma, oppure il suo client non è " + "più attivo."
            ),
            new("Get a new token from /v1/oauth/token.", "Ottenere un nuovo token da /v1/oauth/token.")
        ),
        ErrorCode.Problem(
            400,
            "malformed-form",
            new(
                "The form is not well formed, or its fields are not those of the operation.",
                "Il modulo non è ben formato, oppure i suoi campi non sono quelli dell'operazione."
            ),
            new(
                "Send the form as RFC 7578 has it: one file and the fields of the operation, each once.",
                "Inviare il modulo secondo RFC 7578: un file e i campi dell'operazione, una volta ciascuno."
            )
        ),
        ErrorCode
            .Problem(
                400,
                "malformed-json",
                new(
                    "The body is no JSON, has unknown or repeated members, lacks one that is required, or has a value of "
                        + "another type.",
                    "Il corpo non è JSON, ha membri sconosciuti o ripetuti, ne manca uno obbligatorio, oppure un valore è "
                        + "di un altro tipo."
                ),
                new(
                    "Send the members and types that openapi.yaml describes for the body.",
                    "Inviare i membri e i tipi che openapi.yaml descrive per il corpo."
                )
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            400,
            "malformed-request",
            new(
                "The request is not well formed as HTTP, came too slowly or broke off.",
                "La richiesta non è ben formata come HTTP, è arrivata troppo lentamente o si è interrotta."
            ),
            new(
                "Send the request again, whole; pack large bodies with gzip.",
                "Inviare di nuovo la richiesta, intera; comprimere con gzip i corpi grandi."
            )
        ),
        ErrorCode.Problem(
            400,
            "malformed-text",
            new(
                "A text holds the character NUL, which cannot be stored.",
                "Un testo contiene il carattere NUL, che non può essere memorizzato."
            ),
            new("Remove the NUL character (U+0000).", "Togliere il carattere NUL (U+0000).")
        ),
        ErrorCode.Problem(
            405,
            "method-not-allowed",
            new("The path does not take the method.", "Il percorso non accetta il metodo."),
            new("Use one of the methods that the header Allow names.", "Usare uno dei metodi indicati nell'intestazione Allow.")
        ),
        ErrorCode.Problem(
            401,
            "missing-token",
            new(
                "The operation needs an access token, and the request has none.",
                "L'operazione richiede un token di accesso e la richiesta non ne ha."
            ),
            new(
                "Get a token from /v1/oauth/token and send it as Authorization: Bearer.",
                "Ottenere un token da /v1/oauth/token e inviarlo come Authorization: Bearer."
            )
        ),
        ErrorCode.Problem(
            404,
            "no-such-path",
            new("There is nothing at the path.", "A questo percorso non c'è nulla."),
            new("Use a path of openapi.yaml.", "Usare un percorso di openapi.yaml.")
        ),
        ErrorCode
            .Problem(
                409,
                "notice-number-taken",
                new(
                    "The notice number, or its IUV, belongs to another instalment: an IUV is never used twice.",
                    "Il numero di avviso, o il suo IUV, appartiene a un'altra rata: uno IUV non si usa mai due volte."
                ),
                new(
                    "Use another number, or find the position it belongs to.",
                    "Usare un altro numero, oppure cercare la posizione debitoria a cui appartiene."
                )
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            409,
            "organization-inactive",
            new(
                "The organization is not active: it creates nothing and makes no debt payable.",
                "L'ente non è attivo: non crea nulla e non rende pagabile alcun debito."
            ),
            new("Make it active again with changeOrganization.", "Riattivarlo con changeOrganization.")
        ),
        ErrorCode.Problem(
            403,
            "organization-not-allowed",
            new(
                "The client does not act for the organization, or the operation is the platform's and the client is "
                    + "bound to organizations.",
                "Il client non opera per l'ente, oppure l'operazione è della piattaforma e il client è abilitato per singoli enti."
            ),
            new("Use a client that acts for the organization, or for every one.", "Usare un client che opera per l'ente, o per tutti.")
        ),
        ErrorCode.Problem(
            404,
            "organization-not-found",
            new("There is no such organization on this platform.", "L'ente non esiste su questa piattaforma."),
            new(
                "Use the fiscal code of an organization that exists, or create it.",
                "Usare il codice fiscale di un ente esistente, oppure crearlo."
            )
        ),
        ErrorCode.Problem(
            503,
            "overloaded",
            new(
                "More is going on than can be worked on. Nothing was done.",
                "È in corso più lavoro di quanto se ne possa svolgere. Non è stato fatto nulla."
            ),
            new("Send the request again after Retry-After.", "Inviare di nuovo la richiesta dopo Retry-After.")
        ),
        ErrorCode.Problem(
            429,
            "rate-limited",
            new(
                "The caller has made more requests in this minute than it may.",
                "Il chiamante ha inviato in questo minuto più richieste di quante gliene siano consentite."
            ),
            new("Wait as long as Retry-After says.", "Attendere il tempo indicato da Retry-After.")
        ),
        ErrorCode.Problem(
            403,
            "scope-missing",
            new(
                "The access token lacks the scope that the operation needs.",
                "Al token di accesso manca l'ambito (scope) richiesto dall'operazione."
            ),
            new(
                "Ask for a token with the scope; if the client does not have it, have it granted.",
                "Chiedere un token con l'ambito; se il client non lo ha, richiederne la concessione."
            )
        ),
        ErrorCode.Problem(
            503,
            "signing-keys-unreadable",
            new(
                "The signing keys cannot be opened with the master key of this replica.",
                "Le chiavi di firma non si aprono con la chiave principale di questa replica."
            ),
            new("The operator has to mend the settings of the replica.", "Il gestore deve correggere le impostazioni della replica.")
        ),
        ErrorCode.Problem(
            503,
            "storage-full",
            new(
                "There is no room left to store it. Nothing was changed.",
                "Non c'è più spazio per la memorizzazione. Nulla è stato modificato."
            ),
            new(
                "The operator has to make room; send the request again later.",
                "Il gestore deve liberare spazio; inviare di nuovo la richiesta più tardi."
            )
        ),
        ErrorCode.Problem(
            429,
            "too-many-at-once",
            new(
                "The caller, or its organization, has as many requests open as are worked on at the same time.",
                "Il chiamante, o il suo ente, ha già aperte tutte le richieste che si elaborano contemporaneamente."
            ),
            new(
                "Send fewer at once, and this one again after Retry-After.",
                "Inviarne meno contemporaneamente, e questa di nuovo dopo Retry-After."
            )
        ),
        ErrorCode.Problem(
            503,
            "unavailable",
            new("The service cannot answer now.", "Il servizio ora non può rispondere."),
            new("Send the request again in a moment.", "Inviare di nuovo la richiesta tra poco.")
        ),
        ErrorCode.Problem(
            415,
            "unsupported-content-encoding",
            new("The body is packed in a way that is not accepted.", "Il corpo è compresso in un modo non accettato."),
            new("Send it as it is, or packed with gzip.", "Inviarlo così com'è, oppure compresso con gzip.")
        ),
        ErrorCode.Problem(
            415,
            "unsupported-media-type",
            new(
                "The media type, or the charset, of the body is not accepted by the operation.",
                "Il tipo di contenuto, o la codifica, del corpo non è accettato dall'operazione."
            ),
            new(
                "Send a media type that openapi.yaml gives for the body, in UTF-8.",
                "Inviare un tipo di contenuto che openapi.yaml prevede per il corpo, in UTF-8."
            )
        ),
        ErrorCode.Problem(
            422,
            "validation-failed",
            new(
                "The request is well formed, and members of it break a rule; errors names each with its own code.",
                "La richiesta è ben formata e alcuni suoi membri violano una regola; errors li indica, ciascuno con il " + "proprio codice."
            ),
            new(
                "Mend the members that errors names and send the request again.",
                "Correggere i membri indicati in errors e inviare di nuovo la richiesta."
            )
        ),
        ErrorCode.Problem(
            412,
            "version-mismatch",
            new(
                "The resource is not as it was read: somebody else has changed it.",
                "La risorsa non è più come è stata letta: qualcun altro l'ha modificata."
            ),
            new("Read it again and repeat the change with the new ETag.", "Leggerla di nuovo e ripetere la modifica con il nuovo ETag.")
        ),
        .. PlatformFieldErrors.All,
    ];
}
