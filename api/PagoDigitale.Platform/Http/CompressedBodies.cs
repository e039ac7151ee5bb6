using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// gzip in both directions: answers for who says Accept-Encoding, bodies that say Content-Encoding. What a body unpacks to keeps
/// to the limit that the bare body would have: a few kilobytes must not become gigabytes.
/// </summary>
public sealed class CompressedBodies(RequestDelegate next)
{
    public static void AddTo(IServiceCollection services) =>
        services.AddResponseCompression(o =>
        {
            // No cookie goes with a call, so nobody can make a browser ask for secrets beside texts of his choice (BREACH).
            o.EnableForHttps = true;
            o.Providers.Add<GzipCompressionProvider>();
            o.MimeTypes =
            [
                "application/json",
                Problem.MediaType,
                "text/csv",
                "application/xml",
                "application/yaml",
                "text/html",
                "text/css",
                "text/javascript",
            ];
        });

    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        var encoding = request.Headers.ContentEncoding.ToString().Trim();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return next(http);
        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) && !encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.AcceptEncoding = "gzip";
            throw new RefusedException(
                new(ErrorKind.UnsupportedMedia, "unsupported-content-encoding", BodyTexts.Encoding, BodyTexts.BareOrGzip)
            );
        }
        var packed = request.Body;
        request.Body = new Unpacked(packed, http.Features.Get<IHttpMaxRequestBodySizeFeature>());
        request.Headers.Remove("Content-Encoding");
        request.ContentLength = null;
        http.Response.RegisterForDispose(request.Body);
        return next(http);
    }

    /// <summary>The limit is looked at while reading: an upload, which has its own, lifts it before it begins.</summary>
    private sealed class Unpacked(Stream packed, IHttpMaxRequestBodySizeFeature? limit) : Stream
    {
        private readonly GZipStream _gzip = new(packed, CompressionMode.Decompress, leaveOpen: true);
        private long _length;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return Counted(await _gzip.ReadAsync(buffer, cancellationToken));
            }
            catch (InvalidDataException)
            {
                throw new BadHttpRequestException(BodyTexts.NotUnpackable.Carried(), StatusCodes.Status400BadRequest);
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("Bodies are read asynchronously.");

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _gzip.Dispose();
            base.Dispose(disposing);
        }

        private int Counted(int read) =>
            (_length += read) > (limit?.MaxRequestBodySize ?? long.MaxValue)
                ? throw new BadHttpRequestException("The body unpacks to more than is accepted here.", StatusCodes.Status413PayloadTooLarge)
                : read;
    }
}
