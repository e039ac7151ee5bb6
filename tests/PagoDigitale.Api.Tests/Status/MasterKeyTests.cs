using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Status;

public sealed class MasterKeyTests
{
    [Theory]
    [InlineData("not base64")]
    [InlineData("dG9vIHNob3J0")]
    public async Task A_master_key_of_the_wrong_form_ends_the_start_in_words(string key) =>
        (
            await Should.ThrowAsync<InvalidOperationException>(() => TestApi.StartAsync(("PagoDigitale:MasterKey", key)))
        ).Message.ShouldContain("32 bytes in base64");
}
