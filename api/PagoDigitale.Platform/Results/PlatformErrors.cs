namespace PagoDigitale.Platform.Results;

internal static class PlatformErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            503,
            "activity-log-unavailable",
            "The entry of the activity log could not be written, and what is not logged is not answered.",
            "Send the request again after Retry-After, with the same Idempotency-Key where it had one."
        ),
        ErrorCode.Problem(
            413,
            "body-too-large",
            "The body is larger than the operation takes.",
            "Send less at a time: big loads go into a flow file."
        ),
        ErrorCode.Problem(
            503,
            "busy",
            "Somebody else is changing the same things. Nothing was changed.",
            "Send the request again after Retry-After."
        ),
        ErrorCode.Field(
            "code-invalid",
            "The code is not made of 1 to 35 letters, digits, hyphens and underscores.",
            "Write it with these characters only."
        ),
        ErrorCode.Problem(
            409,
            "concurrent-duplicate",
            "Another request has just created the same thing. Nothing was changed.",
            "Read it, or send the request again."
        ),
        ErrorCode.Problem(
            503,
            "database-time-out",
            "The database took too long.",
            "Send the request again after Retry-After, with the same Idempotency-Key where it had one."
        ),
        ErrorCode.Problem(
            503,
            "database-unavailable",
            "The database does not answer. Whether the request was carried out is known only where it had an Idempotency-Key.",
            "Send the request again after Retry-After, with the same key."
        ),
        ErrorCode
            .Field(
                "date-implausible",
                "The date is written well and is too far in the past or in the future to be right.",
                "Correct the year. An anomaly stops nothing: it is for whoever looks at the data."
            )
            .Also(CodePlaces.Row | CodePlaces.Anomaly),
        ErrorCode
            .Field("email-invalid", "The text is no e-mail address.", "Write one address such as ufficio@ente.example, or leave it out.")
            .Also(CodePlaces.Row),
        ErrorCode.Field("empty-parameter", "The parameter came without a value.", "Give it a value, or leave it out."),
        ErrorCode.Problem(413, "file-too-large", "The file is larger than the operation takes.", "Split the file, or make it smaller."),
        ErrorCode
            .Field(
                "fiscal-code-invalid",
                "The text is not a fiscal code of the kind that is asked for.",
                "Use the 16 characters of a person, or the 11 digits of an entity."
            )
            .Also(CodePlaces.Row),
        ErrorCode
            .Field(
                "hidden-character",
                "The text holds a character that nobody sees: a control character, an invisible one, or one of private use.",
                "Remove it: it often comes along when a text is copied from a document."
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "iban-check-letter",
            "The check letter (CIN) of the IBAN does not hold.",
            "Copy the IBAN again: a character was mistyped, or the number was made up."
        ),
        ErrorCode.Field(
            "iban-invalid",
            "The text is not an Italian IBAN, or its check digits do not hold.",
            "Copy the 27 characters from the bank's papers, in capitals and without spaces."
        ),
        ErrorCode.Field(
            "identifier-of-another-kind",
            "The text is an identifier of ours, of something else than what is asked for: nothing could be found by it.",
            "Use an identifier of the kind that the remedy names."
        ),
        ErrorCode.Problem(
            409,
            "idempotency-in-progress",
            "The first request with this Idempotency-Key is still being worked on.",
            "Send it again in a moment, with the same key."
        ),
        ErrorCode.Field("idempotency-key-invalid", "The Idempotency-Key is not 1 to 255 visible ASCII characters.", "Use a UUID."),
        ErrorCode
            .Problem(
                422,
                "idempotency-key-reused",
                "The Idempotency-Key was used for another request.",
                "Use a new key for a new request; repeat a request with its key and exactly the same input."
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            428,
            "if-match-required",
            "The resource can only be changed by whoever says which version was read.",
            "Read the resource, then send its ETag in If-Match."
        ),
        ErrorCode.Problem(
            500,
            "internal-error",
            "The service failed: something is broken on its side.",
            "Send the request again; if it fails again, quote traceId when asking for help."
        ),
        ErrorCode
            .Problem(
                400,
                "invalid-cursor",
                "The cursor is not a nextCursor of this list with these filters.",
                "Send nextCursor of the page before as it came, with the same filters; leave it out to begin at the first page."
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            400,
            "invalid-parameter",
            "A parameter is missing, unknown, repeated, empty or not well formed, or there is no body where one is needed.",
            "Send the parameters as openapi.yaml describes them; errors names the one that is wrong."
        ),
        ErrorCode.Problem(
            401,
            "invalid-token",
            "The access token is expired, malformed or not of this platform, or its client is no longer active.",
            "Get a new token from /v1/oauth/token."
        ),
        ErrorCode.Field("length", "The text is shorter or longer than it may be.", "Give it as many characters as message says."),
        ErrorCode.Field(
            "malformed",
            "The value cannot be read as what the parameter or the header holds.",
            "Write it as openapi.yaml describes the parameter."
        ),
        ErrorCode.Problem(
            400,
            "malformed-form",
            "The form is not well formed, or its fields are not those of the operation.",
            "Send the form as RFC 7578 has it: one file and the fields of the operation, each once."
        ),
        ErrorCode
            .Problem(
                400,
                "malformed-json",
                "The body is no JSON, has unknown or repeated members, lacks one that is required, or has a value of another type.",
                "Send the members and types that openapi.yaml describes for the body."
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            400,
            "malformed-request",
            "The request is not well formed as HTTP, came too slowly or broke off.",
            "Send the request again, whole; pack large bodies with gzip."
        ),
        ErrorCode.Problem(
            400,
            "malformed-text",
            "A text holds the character NUL, which cannot be stored.",
            "Remove the NUL character (U+0000)."
        ),
        ErrorCode
            .Field("maximum-length", "The text is longer than it may be.", "Shorten it to the number of characters that message says.")
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            405,
            "method-not-allowed",
            "The path does not take the method.",
            "Use one of the methods that the header Allow names."
        ),
        ErrorCode.Field("missing", "The member, parameter, file or body is required and is not there.", "Send it.").Also(CodePlaces.Row),
        ErrorCode.Problem(
            401,
            "missing-token",
            "The operation needs an access token, and the request has none.",
            "Get a token from /v1/oauth/token and send it as Authorization: Bearer."
        ),
        ErrorCode.Problem(404, "no-such-path", "There is nothing at the path.", "Use a path of openapi.yaml."),
        ErrorCode.Field("not-empty", "The text is empty or holds blanks only.", "Give it a text, or leave it out."),
        ErrorCode
            .Problem(
                409,
                "notice-number-taken",
                "The notice number, or its IUV, belongs to another instalment: an IUV is never used twice.",
                "Use another number, or find the position it belongs to."
            )
            .Also(CodePlaces.Field),
        ErrorCode.Field(
            "null-not-allowed",
            "The member is null, and null means nothing here.",
            "Give it a value, or leave it out where openapi.yaml does not require it."
        ),
        ErrorCode.Problem(
            409,
            "organization-inactive",
            "The organization is not active: it creates nothing and makes no debt payable.",
            "Make it active again with changeOrganization."
        ),
        ErrorCode.Problem(
            403,
            "organization-not-allowed",
            "The client does not act for the organization, or the operation is the platform's and the client is bound to organizations.",
            "Use a client that acts for the organization, or for every one."
        ),
        ErrorCode.Problem(
            404,
            "organization-not-found",
            "There is no such organization on this platform.",
            "Use the fiscal code of an organization that exists, or create it."
        ),
        ErrorCode.Field("out-of-range", "The number is not within its limits.", "Use a number between the two that message says."),
        ErrorCode.Problem(
            503,
            "overloaded",
            "More is going on than can be worked on. Nothing was done.",
            "Send the request again after Retry-After."
        ),
        ErrorCode.Problem(
            429,
            "rate-limited",
            "The caller has made more requests in this minute than it may.",
            "Wait as long as Retry-After says."
        ),
        ErrorCode.Field("repeated-parameter", "The parameter came more than once.", "Send it once."),
        ErrorCode.Problem(
            403,
            "scope-missing",
            "The access token lacks the scope that the operation needs.",
            "Ask for a token with the scope; if the client does not have it, have it granted."
        ),
        ErrorCode.Problem(
            503,
            "signing-keys-unreadable",
            "The signing keys cannot be opened with the master key of this replica.",
            "The operator has to mend the settings of the replica."
        ),
        ErrorCode.Problem(
            503,
            "storage-full",
            "There is no room left to store it. Nothing was changed.",
            "The operator has to make room; send the request again later."
        ),
        ErrorCode
            .Field(
                "taxonomy-code-invalid",
                "The text is not written as a code of the taxonomy of collection services.",
                "Write it like 9/0102100SA/: seven digits and one of IM, TS, SP, SA, AP."
            )
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            429,
            "too-many-at-once",
            "The caller, or its organization, has as many requests open as are worked on at the same time.",
            "Send fewer at once, and this one again after Retry-After."
        ),
        ErrorCode.Problem(503, "unavailable", "The service cannot answer now.", "Send the request again in a moment."),
        ErrorCode.Field(
            "unknown-parameter",
            "The operation has no parameter, or field of the form, of this name.",
            "Leave it out, or correct its name."
        ),
        ErrorCode
            .Field(
                "unprintable-character",
                "The text is printed on notices or receipts and holds a character that their typefaces do not have.",
                "Write it in Latin letters."
            )
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            415,
            "unsupported-content-encoding",
            "The body is packed in a way that is not accepted.",
            "Send it as it is, or packed with gzip."
        ),
        ErrorCode.Problem(
            415,
            "unsupported-media-type",
            "The media type, or the charset, of the body is not accepted by the operation.",
            "Send a media type that openapi.yaml gives for the body, in UTF-8."
        ),
        ErrorCode.Problem(
            422,
            "validation-failed",
            "The request is well formed, and members of it break a rule; errors names each with its own code.",
            "Mend the members that errors names and send the request again."
        ),
        ErrorCode.Problem(
            412,
            "version-mismatch",
            "The resource is not as it was read: somebody else has changed it.",
            "Read it again and repeat the change with the new ETag."
        ),
    ];
}
