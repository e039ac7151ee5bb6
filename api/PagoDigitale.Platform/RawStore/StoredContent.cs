using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.RawStore;

/// <summary>The bytes of a message as they are kept, read in slices of some megabytes and once from front to back.</summary>
internal sealed class StoredContent(TenantSession session, Guid messageId, int length) : Stream
{
    private const int SliceLength = 4 << 20;

    private byte[] _slice = [];
    private int _sliceStart;
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == length)
            return 0;
        if (_position == _sliceStart + _slice.Length)
        {
            _sliceStart = _position;
            _slice =
                await session.ScalarAsync<byte[]>(
                    "SELECT substring(content FROM $3 FOR $4) FROM inbound_messages WHERE organization_id = $1 AND message_id = $2",
                    cancellationToken,
                    session.Organization,
                    messageId,
                    _position + 1,
                    SliceLength
                ) ?? throw new InvalidOperationException("A message was taken away while it was read.");
        }
        var count = Math.Min(buffer.Length, _sliceStart + _slice.Length - _position);
        _slice.AsSpan(_position - _sliceStart, count).CopyTo(buffer.Span);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
