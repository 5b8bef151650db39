using System.Diagnostics;

namespace Lana;

/// <summary>A small disk of a test's own, where the machine lets somebody mount one.</summary>
internal sealed class Mounted : IAsyncDisposable
{
    private Mounted(string path) => Path = path;

    public string Path { get; }

    public static async Task<Mounted> MountAsync(string path, string size)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can mount a small disk");
        Directory.CreateDirectory(path);
        Assert.SkipUnless(
            await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", path) == 0, "this machine lets nobody mount");
        return new Mounted(path);
    }

    public async Task RemountAsync(string options) => Assert.Equal(0, await RunAsync("mount", "-o", $"remount,{options}", Path));

    public async ValueTask DisposeAsync() => await RunAsync("umount", Path);

    private static async Task<int> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
