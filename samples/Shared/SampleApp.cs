using Spectre.Console.Cli;

namespace Samples;

/// <summary>Runs the command line of a sample.</summary>
internal static class SampleApp
{
    /// <summary>Runs a sample of one command.</summary>
    /// <typeparam name="TCommand">The command.</typeparam>
    /// <param name="words">The command line.</param>
    /// <param name="stopped">The message when it was stopped.</param>
    /// <returns>The exit code: that of the command, 1 for a failure, 130 when it was stopped.</returns>
    public static Task<int> RunAsync<TCommand>(IReadOnlyList<string> words, string stopped = "Stopped.")
        where TCommand : class, ICommand
    {
        var app = new CommandApp<TCommand>();
        app.Configure(configuration => configuration.SetApplicationName(AppDomain.CurrentDomain.FriendlyName));
        return RunAsync(app, words, stopped);
    }

    /// <summary>Runs a sample with commands of its own.</summary>
    /// <param name="app">The commands.</param>
    /// <param name="words">The command line.</param>
    /// <param name="stopped">The message when it was stopped.</param>
    /// <returns>The exit code: that of the command, 1 for a failure, 130 when it was stopped.</returns>
    public static Task<int> RunAsync(ICommandApp app, IReadOnlyList<string> words, string stopped)
    {
        app.Configure(configuration =>
        {
            configuration.UseStrictParsing();
            configuration.PropagateExceptions();
        });
        return Sample.RunAsync(
            async cancellationToken =>
            {
                try
                {
                    return await app.RunAsync(words, cancellationToken);
                }
                catch (CommandAppException failure)
                {
                    // Not swallowed: it is reported in one line, like the failures that a sample expects.
                    throw new IOException($"{failure.Message} --help lists the options.", failure);
                }
            },
            stopped);
    }
}
