using Gatepost.Messages;

namespace Gatepost.Host.Desk;

/// <summary><c>dane-only</c></summary>
internal sealed class TlsLevelJson() : WordJson<TlsLevel>(TlsLevels.Word, Enum.GetValues<TlsLevel>());
