using MailKit.Net.Smtp;

namespace Gatepost.Interop.Lab;

/// <summary>MailKit, using BDAT wherever it can.</summary>
internal sealed class ChunkingClient : SmtpClient
{
    protected override bool PreferSendAsBinaryData => true;
}
