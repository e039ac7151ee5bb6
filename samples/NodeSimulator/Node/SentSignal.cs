using System.Net;

namespace PagoDigitale.NodeSimulator.Node;

/// <summary>A body that tells when all of it has gone out, so that the answer alone can be abandoned.</summary>
internal sealed class SentSignal(byte[] body) : HttpContent
{
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Sent => _sent.Task;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(body);
        await stream.FlushAsync();
        _sent.TrySetResult();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
