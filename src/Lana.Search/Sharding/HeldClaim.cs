namespace Lana.Sharding;

/// <summary>A claim of this process, which it renews until it is disposed.</summary>
internal sealed class HeldClaim : IAsyncDisposable
{
    private readonly ClaimFolder _folder;
    private readonly int _number;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _beating;
    private Claim _claim;

    public HeldClaim(ClaimFolder folder, int number, Claim claim, TimeSpan heartbeat, TimeProvider time)
    {
        (_folder, _number, _claim, _time) = (folder, number, claim, time);
        _beating = Task.Run(() => BeatAsync(heartbeat));
    }

    /// <summary>Cancelled when another worker has taken the unit, or the claim cannot be renewed.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Why the claim could not be renewed; null where it could.</summary>
    public OutputException? Failure { get; private set; }

    /// <summary>Gives the unit back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _beating.ConfigureAwait(false);
        try
        {
            if (!_lost.IsCancellationRequested && IsLast)
            {
                _folder.Write(_number, _claim with { IsReleased = true });
            }
        }
        catch (OutputException)
        {
            // A claim that is not given back becomes stale; what the worker itself could not write, it has reported.
        }

        _end.Dispose();
        _lost.Dispose();
    }

    private bool IsLast => _folder.LastNumber() == _number;

    private async Task BeatAsync(TimeSpan heartbeat)
    {
        using var timer = new PeriodicTimer(heartbeat, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false) && IsLast)
            {
                _claim = _claim with { Beat = _claim.Beat + 1 };
                _folder.Write(_number, _claim);
            }

            await _lost.CancelAsync().ConfigureAwait(false);
        }
        catch (OutputException failure)
        {
            Failure = failure;
            await _lost.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            Failure = OutputException.NotWritten(_folder.Folder, cause);
            await _lost.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The unit is done or given up.
        }
    }
}
