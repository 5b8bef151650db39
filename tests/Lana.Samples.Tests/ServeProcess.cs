using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Lana.Samples;

/// <summary>The sample ServeStudent in a process of its own, at a port that the system chooses.</summary>
public sealed partial class ServeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri?> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServeProcess(IReadOnlyList<string> options)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(
                Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")),
                ["exec", Path.Combine(Folder, "ServeStudent.dll"), "--urls", "http://127.0.0.1:0", .. options])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Folder,
            },
        };
        _process.OutputDataReceived += (_, line) => Receive(line.Data);
        _process.ErrorDataReceived += (_, line) => Receive(line.Data);
    }

    /// <summary>The output folder of the sample, beside that of these tests.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../ServeStudent", new DirectoryInfo(AppContext.BaseDirectory).Name));

    public HttpClient Client { get; } = new() { Timeout = Limit };

    /// <summary>Starts the sample and waits until it listens.</summary>
    public static async Task<ServeProcess> StartAsync(params IReadOnlyList<string> options)
    {
        var process = new ServeProcess(options);
        try
        {
            process.Client.BaseAddress = await process.ListenAsync() ?? throw new InvalidOperationException(process.Output);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the sample with options that it refuses.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params IReadOnlyList<string> options)
    {
        await using var process = new ServeProcess(options);
        Assert.Null(await process.ListenAsync());
        return (process._process.ExitCode, process.Output);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    // The address, or null after the process has ended and all that it said has been received.
    private async Task<Uri?> ListenAsync()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var ended = _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(_address.Task, ended).WaitAsync(Limit, TestContext.Current.CancellationToken);
        return _address.Task.IsCompleted ? await _address.Task : null;
    }

    private void Receive(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (Listening().Match(line ?? "") is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();
}
