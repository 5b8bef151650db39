namespace Lana.Native;

/// <summary>Starts torch on one platform, once: the libraries first, then the allocator.</summary>
internal sealed class TorchStarter(INativePlatform platform)
{
    private readonly Lock _gate = new();
    private volatile bool _isStarted;
    private bool _isTuned;

    internal bool IsStarted => _isStarted;

    /// <summary>Loads and tunes the parts for which this has not been done.</summary>
    internal void Start(bool tuneAllocator)
    {
        lock (_gate)
        {
            if (!NeedsHelp())
            {
                _isStarted = true;
                return;
            }

            if (!_isStarted)
            {
                new TorchLoader(platform).Load();
            }

            if (tuneAllocator && !_isTuned)
            {
                TuneAllocator();
                _isTuned = true;
            }

            _isStarted = true;
        }
    }

    private bool NeedsHelp() =>
        platform.IsLinux && platform.Architecture == Architecture.X64 && platform.IsGlibc;

    // A refused value only costs speed, so it does not make the start fail.
    private void TuneAllocator()
    {
        // Older versions of glibc accept half of a thread's largest heap at most.
        if (!platform.SetAllocator(LibC.MmapThreshold, 1 << 30))
        {
            platform.SetAllocator(LibC.MmapThreshold, 1 << 25);
        }

        platform.SetAllocator(LibC.TrimThreshold, int.MaxValue);
        platform.SetAllocator(LibC.TopPad, 1 << 28);
    }
}
