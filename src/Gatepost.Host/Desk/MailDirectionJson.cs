using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary><c>in</c>, <c>out</c></summary>
internal sealed class MailDirectionJson() : WordJson<MailDirection>(Words.Of, Enum.GetValues<MailDirection>());
