using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary><c>not-offered</c></summary>
internal sealed class TlsReasonJson() : WordJson<TlsReason>(TlsReasons.Word, TlsReasons.All);
