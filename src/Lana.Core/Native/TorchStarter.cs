namespace Lana.Native;

/// <summary>Starts torch on one platform, once: the libraries first, then the allocator.</summary>
internal sealed class TorchStarter(INativePlatform platform)
{
    private readonly Lock _gate = new();
    private volatile bool _isStarted;
    private bool _isTuned;

    internal bool IsStarted => _isStarted;

    /// <summary>Loads what is not loaded and tunes what is not tuned.</summary>
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

    // A refused value costs speed and nothing else, so it does not fail the start.
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
