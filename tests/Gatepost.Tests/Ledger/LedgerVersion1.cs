namespace Gatepost.Tests.Ledger;

/// <summary>A ledger as version 1 of the schema had it. It stays as it is, for the ledgers that are out there do so too.</summary>
internal static class LedgerVersion1
{
    public const string Schema =
        """
        PRAGMA journal_mode=WAL;
        CREATE TABLE proof (id INTEGER PRIMARY KEY, day INTEGER NOT NULL, json TEXT NOT NULL);
        CREATE TABLE entry (
            id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, direction INTEGER NOT NULL, queue_id INTEGER NOT NULL,
            sender_domain TEXT NOT NULL, recipient_domain TEXT NOT NULL, recipients INTEGER NOT NULL, size INTEGER NOT NULL,
            peer TEXT NOT NULL, reached INTEGER NOT NULL, outcome INTEGER NOT NULL, reply TEXT NOT NULL, proof INTEGER NOT NULL);
        CREATE INDEX entry_message ON entry (queue_id);
        CREATE INDEX entry_sender ON entry (sender_domain);
        CREATE INDEX entry_recipient ON entry (recipient_domain);
        CREATE INDEX proof_day ON proof (day);
        PRAGMA user_version=1;

        """;

    /// <summary>One message in, in clear; one out after a delay, over verified TLS; one out in clear, to one of two
    /// recipients.</summary>
    public const string Rows =
        """
        INSERT INTO proof VALUES (1, 20780, '{"wanted":10,"why":"listener mx","tls":{}}');
        INSERT INTO proof VALUES (2, 20780, '{"wanted":70,"why":"partner lighthouse: level secure","tls":{"protocol":"TLSv1.3",
            "cipher":"TLS_AES_256_GCM_SHA384","names":["mx.lighthouse.test"],"reached":5,"reachable":5,"by":"CN=CA"}}');
        INSERT INTO proof VALUES (3, 20780, '{"wanted":10,"why":"default: level may","tls":{"problem":"STARTTLS is not offered"}}');
        INSERT INTO entry VALUES (1882655000000000000, 0, 0, 1024, 'fog.test', 'harbour.test', 1, 500, 'mx.fog.test[192.0.2.9]', 0, 0, '', 1);
        INSERT INTO entry VALUES (1882655100000000000, 1, 1, 2048, 'harbour.test', 'lighthouse.test', 1, 600, 'mx.lighthouse.test[192.0.2.7]:25', 0, 2, 'no connection', 3);
        INSERT INTO entry VALUES (1882655200000000000, 1, 1, 2048, 'harbour.test', 'lighthouse.test', 1, 600, 'mx.lighthouse.test[192.0.2.7]:25', 5, 1, '1 delivered', 2);
        INSERT INTO entry VALUES (1882655300000000000, 1, 1, 3072, 'harbour.test', 'fog.test', 2, 700, 'mx.fog.test[192.0.2.9]:25', 0, 4, '1 delivered, 1 failed', 3);

        """;
}
