using PagoDigitale.TestKit;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>One API for a class of tests that look at the server itself: it listens on a real socket.</summary>
public sealed class ListeningApi : IAsyncLifetime
{
    public TestApi Api { get; private set; } = null!;

    public async Task InitializeAsync() => Api = await TestApi.ListenAsync();

    public async Task DisposeAsync() => await Api.DisposeAsync();
}
