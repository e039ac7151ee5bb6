using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.RefusedMessages;

/// <summary>What came from outside and could not be taken, to be looked at and replayed.</summary>
public sealed class RefusedMessagesFeature : Feature
{
    public override int Floor => 1;

    public override IReadOnlyList<string> Tables => ["refused_messages"];

    public override IReadOnlyList<EventType> Events =>
        [EventType.Of<RefusedMessageDismissed>(), EventType.Of<RefusedMessageReceived>(), EventType.Of<RefusedMessageTaken>()];

    public override IReadOnlyList<ErrorCode> Errors => RefusedMessagesErrors.All;

    public override IReadOnlyList<Type> Texts =>
        [typeof(PaFaultTexts), typeof(RefusedMessagesTexts), typeof(ReplayTexts), typeof(WireTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("rfm", "refusedMessage")];

    public override IReadOnlyList<string> ScopeNames =>
        [Scopes.RefusedMessagesManage, Scopes.RefusedMessagesRead, Scopes.RefusedMessagesWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(DismissPlatformRefusedMessageHandler),
            typeof(DismissRefusedMessageHandler),
            typeof(DownloadPlatformRefusedMessageHandler),
            typeof(DownloadRefusedMessageHandler),
            typeof(ListPlatformRefusedMessagesHandler),
            typeof(ListRefusedMessagesHandler),
            typeof(ReadPlatformRefusedMessageHandler),
            typeof(ReadRefusedMessageHandler),
            typeof(RefusedMessageContent),
            typeof(RefusedMessageDismissal),
            typeof(RefusedMessageEventWriter),
            typeof(RefusedMessageList),
            typeof(RefusedMessageReplay),
            typeof(RefusedMessageRows),
            typeof(RefusedMessageWriter),
            typeof(ReplayPlatformRefusedMessageHandler),
            typeof(ReplayRefusedMessageHandler)
        );
        services.AddSingleton<RefusedMessageRoom>();
    }
}
