namespace PagoDigitale.Platform.Downloads;

/// <summary>A client that reads too slowly, or not at all, was cut off.</summary>
public sealed class SlowReaderException(long sent) : IOException($"The client took {sent} bytes and then was too slow.");

/// <summary>
/// The body of a long answer on its way to the client, who has to take it at a pace: on average, since the beginning,
/// so many bytes a second, with some grace. Kestrel's own minimum only sees a socket that stands still for a while; a
/// reader who takes a byte now and then would keep its file and its place for days. Time that we ourselves need between
/// two writes does not count.
/// </summary>
public sealed class PacedStream(HttpContext http, int bytesPerSecondMin, TimeSpan grace, TimeProvider clock) : Stream
{
    private const int PieceLength = 1 << 16;

    private long _sent;
    private TimeSpan _spent;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (; buffer.Length > PieceLength; buffer = buffer[PieceLength..])
            await WritePieceAsync(buffer[..PieceLength], cancellationToken);
        await WritePieceAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => http.Response.Body.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task WritePieceAsync(ReadOnlyMemory<byte> piece, CancellationToken ct)
    {
        var left = grace + TimeSpan.FromSeconds((double)(_sent + piece.Length) / bytesPerSecondMin) - _spent;
        var started = clock.GetTimestamp();
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await http.Response.Body.WriteAsync(piece, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new SlowReaderException(_sent);
        }
        _sent += piece.Length;
        _spent += clock.GetElapsedTime(started);
    }
}
