using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform.Uploads;

/// <summary>
/// A form (RFC 7578) read part by part: the one file is spooled, the other fields become parameters of the query, so that they
/// are known, checked and refused exactly as if they had come there.
/// </summary>
public static class MultipartUpload
{
    public const string MediaType = "multipart/form-data";
    public const string FileField = "file";

    /// <summary>Room for boundaries, headers and fields beside the file.</summary>
    public const int OverheadMax = 256 * 1024;

    private const int FieldsMax = 32;
    private const int FieldLengthMax = 4096;
    private const int FileNameLengthMax = 200;

    // RFC 2046 §5.1.1.
    private const int BoundaryLengthMax = 70;

    public static async Task<SpooledUpload> ReadAsync(
        HttpRequest request,
        MediaTypeHeaderValue contentType,
        long lengthMax,
        CancellationToken ct
    )
    {
        var boundary = HeaderUtilities.RemoveQuotes(contentType.Boundary).Value;
        if (string.IsNullOrWhiteSpace(boundary) || boundary.Length > BoundaryLengthMax)
            throw NotWellFormed();
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        SpooledUpload? file = null;
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(ct) is { } part)
            {
                if (
                    !ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
                    || NameOf(disposition) is not { } name
                )
                    throw NotWellFormed();
                if (FileNameOf(disposition) is not null && name != FileField)
                    throw Refused("unknown-parameter", UploadTexts.OtherName, UploadTexts.SendFile, name);
                if (name == FileField)
                    file = file is null
                        ? await SpooledUpload.ReadAsync(part.Body, part.ContentType, Clean(FileNameOf(disposition)), lengthMax, ct)
                        : throw Refused("repeated-parameter", QueryTexts.CameMoreThanOnce, UploadTexts.OneFile);
                else if (fields.Count >= FieldsMax)
                    throw NotWellFormed();
                else
                    fields[name] = StringValues.Concat(fields.GetValueOrDefault(name), await TextAsync(part.Body, name, ct));
            }
            if (file is null)
                throw Refused("missing", RuleTexts.Required, UploadTexts.SendFile);
            Join(request, fields);
            return file;
        }
        catch (Exception error)
        {
            if (file is not null)
                await file.DisposeAsync();
            // How the reader says that a part, a header or the end is not what a form has.
            if (error is InvalidDataException || (error is IOException && error is not BadHttpRequestException))
                throw NotWellFormed();
            throw;
        }
    }

    private static void Join(HttpRequest request, Dictionary<string, StringValues> fields)
    {
        if (fields.Count == 0)
            return;
        var all = request.Query.ToDictionary(q => q.Key, q => q.Value, StringComparer.Ordinal);
        foreach (var (name, values) in fields)
            all[name] = StringValues.Concat(all.GetValueOrDefault(name), values);
        request.QueryString = QueryString.Create(all);
    }

    private static async Task<string> TextAsync(Stream body, string name, CancellationToken ct)
    {
        var buffer = new byte[FieldLengthMax + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        if (length > FieldLengthMax)
            throw Refused("malformed", UploadTexts.BytesMax.With(FieldLengthMax), BindingTexts.SeeDescription, name);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw Refused("malformed", UploadTexts.NotUtf8, UploadTexts.SendUtf8, name);
        }
    }

    private static string? NameOf(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.Name).Value is { Length: > 0 } name ? name : null;

    private static string? FileNameOf(ContentDispositionHeaderValue disposition) =>
        disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value
        : disposition.FileName.HasValue ? HeaderUtilities.RemoveQuotes(disposition.FileName).Value
        : null;

    /// <summary>Old browsers send a whole path; nothing unseen goes on from it.</summary>
    private static string? Clean(string? fileName)
    {
        if (fileName is null)
            return null;
        var name = PlainText.Without(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]).Trim();
        return name.Length == 0 ? null : Clipped.To(name, FileNameLengthMax);
    }

    private static RefusedException NotWellFormed() =>
        new(new(ErrorKind.Malformed, "malformed-form", UploadTexts.FormNotWellFormed, UploadTexts.SendForm.With(MediaType, FieldsMax)));

    private static RefusedException Refused(string code, Message message, Message remedy, string field = FileField) =>
        new(
            new(ErrorKind.Malformed, "malformed-form", UploadTexts.FormInvalid, PatternTexts.FieldAsSubject.With(field, message))
            {
                Fields = [new(field, code, message, remedy)],
            }
        );
}
