using System.Text;
using System.Text.Json;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Storage.Files;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// Reads <c>spool.db</c> on a connection of its own, beside the writer. Safe for several threads, one at a time.
/// </summary>
internal sealed class SpoolReader : IDisposable
{
    private const string Columns =
        """
        id, due, held, attempts, notified, destination, direction, arrived, reason, envelope, origin, prefix,
        length, eight_bit, file, waits, waiver
        """;

    private const string From = $"SELECT {Columns} FROM entry LEFT JOIN content ON content.number = entry.id >> 10";

    private readonly Lock _lock = new();
    private readonly ContentFolder _files;
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _entry, _octets, _after, _sift;

    public SpoolReader(string path, ContentFolder files)
    {
        _files = files;
        _database = SqliteDatabase.OpenReader(path);
        _entry = _database.Prepare($"{From} WHERE id = ?1");
        _after = _database.Prepare($"{From} WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT 256");
        _sift = _database.Prepare(
            """
            SELECT id FROM entry
            WHERE id > ?1 AND (?2 IS NULL OR held = ?2) AND (?3 IS NULL OR waits = ?3) AND (?4 IS NULL OR envelope LIKE ?4)
            ORDER BY id LIMIT 256
            """);
        _octets = _database.Prepare("SELECT octets FROM content WHERE number = ?1");
    }

    /// <summary>One entry, or null where it is not there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public QueuedMessage? Find(QueueId id)
    {
        lock (_lock)
        {
            try
            {
                return _entry.Bind(1, id.Value).Step() ? Row(_entry) : null;
            }
            finally
            {
                _entry.Reset();
            }
        }
    }

    /// <summary>
    /// Entries in the order of their ids, read by and by: the lock is not held between two pages. Those that cannot be read are
    /// left out and told of, so that one of them does not hide the others.
    /// </summary>
    public IEnumerable<QueuedMessage> Range(long after, long last, Action<QueueId, StorageException> unreadable)
    {
        var page = new List<QueuedMessage>();
        while (TryReadPage(page, ref after, last, unreadable))
        {
            foreach (var message in page) yield return message;
            page.Clear();
        }
    }

    /// <summary>
    /// Ids of entries that may fit, in their order: of a long queue the others are not read whole, and no content is touched.
    /// </summary>
    public IEnumerable<QueueId> Sift(QueueFilter filter)
    {
        var after = filter.After?.Value ?? 0;
        while (true)
        {
            var page = ReadSifted(filter, after);
            foreach (var id in page) yield return new QueueId(id);
            if (page.Count == 0) yield break;
            after = page[^1];
        }
    }

    /// <summary>The octets of a content that lies in the database.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public byte[] Octets(long number)
    {
        lock (_lock)
        {
            try
            {
                if (_octets.Bind(1, number).Step() && !_octets.IsNull(0)) return _octets.Blob(0).ToArray();
            }
            finally
            {
                _octets.Reset();
            }
        }

        throw new StorageException(_database.Path, $"the content of message {new QueueId(number << 10)} is missing",
            "Restore the file from a backup, or drop the message with \"gatepost queue drop\"");
    }

    /// <summary>Calls back for each entry with what the schedule needs, and nothing else is read of it.</summary>
    public void Scan(Action<QueueId, string, DueTimes> found)
    {
        using var all = _database.Prepare("SELECT id, destination, arrived, due, held, attempts > 0 FROM entry ORDER BY id");
        while (all.Step())
            found(new(all.Int64(0)), all.Text(1), new(all.Int64(2), all.Int64(3), all.Boolean(4), all.Boolean(5)));
        all.Reset();
    }

    /// <summary>The names of all files that rows name.</summary>
    public HashSet<string> ContentFiles()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var all = _database.Prepare("SELECT file FROM content WHERE file IS NOT NULL");
        while (all.Step()) names.Add(all.Text(0));
        all.Reset();
        return names;
    }

    /// <summary>The highest id that was ever committed, or 0.</summary>
    public long Highest() => _database.Scalar("SELECT value FROM mark WHERE name = 'highest'");

    public void Dispose()
    {
        lock (_lock)
        {
            _entry.Dispose();
            _after.Dispose();
            _sift.Dispose();
            _octets.Dispose();
            _database.Dispose();
        }
    }

    private bool TryReadPage(List<QueuedMessage> page, ref long after, long last, Action<QueueId, StorageException> unreadable)
    {
        var isAny = false;
        lock (_lock)
        {
            try
            {
                _after.Bind(1, after).Bind(2, last);
                for (; _after.Step(); isAny = true)
                {
                    after = _after.Int64(0);
                    try
                    {
                        page.Add(Row(_after));
                    }
                    catch (StorageException e)
                    {
                        unreadable(new QueueId(after), e);
                    }
                }
            }
            finally
            {
                _after.Reset();
            }
        }

        return isAny;
    }

    private List<long> ReadSifted(QueueFilter filter, long after)
    {
        var page = new List<long>();
        lock (_lock)
        {
            try
            {
                _sift.Bind(1, after);
                if (filter.Held is { } held) _sift.Bind(2, held);
                else _sift.BindNull(2);
                if (filter.Waits is { } waits) _sift.Bind(3, (int)waits);
                else _sift.BindNull(3);
                // LIKE looks away from the case of ASCII, as domains do. A name of other letters is written in several ways.
                if (filter.Domain is { } domain && Ascii.IsValid(domain) && !domain.Contains("xn--", StringComparison.Ordinal))
                    _sift.Bind(4, $"%{domain}%");
                else _sift.BindNull(4);
                while (_sift.Step()) page.Add(_sift.Int64(0));
            }
            finally
            {
                _sift.Reset();
            }
        }

        return page;
    }

    private QueuedMessage Row(SqliteStatement row)
    {
        var id = new QueueId(row.Int64(0));
        try
        {
            return new QueuedMessage
            {
                Id = id,
                NextAttemptAt = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(1)),
                IsHeld = row.Boolean(2),
                Attempts = row.Int32(3),
                DelayNotified = StoredNotices.HasDelay(row.Int32(4)),
                PolicyNotified = StoredNotices.HasPolicy(row.Int32(4)),
                Waits = (WaitReason)row.Int32(15),
                Waiver = row.IsNull(16) ? null : StoredWaiver.Read(row.Blob(16)),
                Destination = row.Text(5),
                Direction = (MailDirection)row.Int32(6),
                ArrivedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(7)),
                LastReason = row.TextOrNull(8),
                Envelope = StoredEnvelope.Read(row.Blob(9)),
                Origin = StoredOrigin.Read(row.Blob(10)),
                PrefixHeaders = row.Blob(11).ToArray(),
                Content = row.IsNull(14)
                    ? new StoredContent(this, id.MessageNumber, row.Int64(12), row.Boolean(13))
                    : new FileContent(_files.PathOf(row.Text(14)), row.Int64(12), row.Boolean(13)) { IsKept = true },
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new StorageException(_database.Path, $"the entry {id} cannot be read ({e.Message})",
                "It waits: restore the file from a backup, or drop the entry with \"gatepost queue drop\"", e);
        }
    }
}
