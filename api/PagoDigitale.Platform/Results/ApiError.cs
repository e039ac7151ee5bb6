using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Platform.Results;

/// <summary>What went wrong, apart from the words: one place maps it to an HTTP status (<see cref="ErrorStatus"/>).</summary>
public enum ErrorKind
{
    Malformed,
    Unauthorized,
    Forbidden,
    NotFound,
    Conflict,
    PreconditionFailed,
    PreconditionRequired,
    TooLarge,
    UnsupportedMedia,
    Invalid,
    TooMany,
    Busy,
}

/// <summary>One wrong field of the input: where, which rule, what to do about it.</summary>
public sealed record FieldError(string Field, string Code, Message Message, Message Remedy)
{
    private const int FieldLengthMax = 256;

    /// <summary>Members that the caller names are as long as the caller likes: what is answered is not.</summary>
    public string Field { get; } = Clipped.WithEllipsis(Field, FieldLengthMax);
}

/// <summary>An expected refusal. <see cref="Code"/> is stable and kebab-case; <see cref="Detail"/> is for a person.</summary>
public sealed record ApiError(ErrorKind Kind, string Code, Message Title, Message Detail)
{
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>When it makes sense to try again, for a refusal that passes by itself.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ApiError NotFound(string code, Message title, Message detail) => new(ErrorKind.NotFound, code, title, detail);

    public static ApiError Malformed(string code, IReadOnlyList<FieldError> fields) =>
        new(
            ErrorKind.Malformed,
            code,
            ResultTexts.NotWellFormed,
            fields.Count == 1
                ? PatternTexts.Field.With(fields[0].Field, fields[0].Message)
                : ResultTexts.FieldsNotWellFormed.With(fields.Count)
        )
        {
            Fields = fields,
        };

    public static ApiError Invalid(params FieldError[] fields) => Invalid((IReadOnlyList<FieldError>)fields);

    public static ApiError Invalid(IReadOnlyList<FieldError> fields) =>
        new(
            ErrorKind.Invalid,
            "validation-failed",
            ResultTexts.Invalid,
            fields.Count == 1 ? PatternTexts.Field.With(fields[0].Field, fields[0].Message) : ResultTexts.FieldsToMend.With(fields.Count)
        )
        {
            Fields = fields,
        };

    public static ApiError Conflict(string code, Message title, Message detail) => new(ErrorKind.Conflict, code, title, detail);
}
