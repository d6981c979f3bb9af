namespace Gatepost.Storage.Sqlite;

/// <summary>Something to write in one transaction, with others.</summary>
/// <typeparam name="TRows">The prepared statements.</typeparam>
internal abstract class SqliteWork<TRows>
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it is on disk.</summary>
    public Task Done => _done.Task;

    /// <summary>When it was handed in (TimeProvider.GetTimestamp).</summary>
    public long HandedIn { get; set; }

    /// <summary>About how much it writes, in octets; bounds the size of a transaction.</summary>
    public virtual long Weight => 512;

    /// <summary>Whether something may be due after it that was not before.</summary>
    public virtual bool BringsWork => true;

    /// <summary>Writes, within the transaction. On the writer's thread.</summary>
    public abstract void Apply(TRows rows);

    /// <summary>It is on disk. On the writer's thread, in the order of <see cref="Apply"/>.</summary>
    protected virtual void Committed() { }

    /// <summary>It is not. On the writer's thread.</summary>
    protected virtual void Failed(IOException problem) { }

    public void Commit()
    {
        Committed();
        _done.SetResult();
    }

    public void Fail(IOException problem)
    {
        Failed(problem);
        _done.SetException(problem);
    }
}
