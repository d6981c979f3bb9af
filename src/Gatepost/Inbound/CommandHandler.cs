using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound;

/// <summary>Answers one command. The command lies in the session's line: parse it before anything is awaited.</summary>
internal delegate ValueTask CommandHandler(SmtpSession session, SmtpCommand command);
