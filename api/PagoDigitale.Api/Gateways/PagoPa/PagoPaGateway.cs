using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Api.Gateways.PagoPa.Notices;
using PagoDigitale.Api.Gateways.PagoPa.Options;
using PagoDigitale.Api.Gateways.PagoPa.Receipts;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Gateways.PagoPa;

/// <summary>
/// The paForNode service at <c>/node/{station}</c>, and the payment-options service below it. Bare endpoints, outside MVC and outside the
/// contract of the REST API: their contracts are the node's and their speed is what the node measures a station by.
/// </summary>
public sealed class PagoPaGateway : Feature
{
    public override int Floor => 12;

    public override IReadOnlyList<ErrorCode> Errors => PagoPaErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(PagoPaTexts)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<NodeAccess>();
        services.AddSingleton<NodeEndpoint>();
        services.AddSingleton<NodeJournal>();
        services.AddSingleton<NoticeLookup>();
        services.AddSingleton<QuestionRound>();
        services.AddSingleton<QuestionsTogether>();
        services.AddSingleton<PaymentOptionsEndpoint>();
        services.AddSingleton<AnswerNotice>();
        services.AddSingleton<ReceiptsTogether>();
        services.AddSingleton<TakeReceipt>();
        services.AddSingleton<UnreadableMessages>();
        services.AddScoped<IMessageReplay, ReceiptReplay>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder app)
    {
        var endpoint = app.ServiceProvider.GetRequiredService<NodeEndpoint>();
        app.MapPost("/node/{station}", endpoint.InvokeAsync).ExcludeFromDescription();
        var options = app.ServiceProvider.GetRequiredService<PaymentOptionsEndpoint>();
        app.MapMethods(PaymentOptionsEndpoint.Path, [HttpMethods.Get, HttpMethods.Post], options.InvokeAsync).ExcludeFromDescription();
    }
}
