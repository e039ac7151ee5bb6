using PagoDigitale.TestKit;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>One application for the tests of a class; each test makes an organization of its own.</summary>
public sealed class OneApi : IAsyncLifetime
{
    public TestApi Api { get; private set; } = null!;

    public async Task InitializeAsync() => Api = await SharedApi.TakeAsync();

    public Task DisposeAsync() => SharedApi.GiveBackAsync(Api);
}
