using Lana.Import;
using Spectre.Console;

namespace BringYourOwnNetwork;

/// <summary>Prints the place of each stage of the user's network, with the reason.</summary>
internal static class SplitTable
{
    public static void Print(NetworkSplit split)
    {
        var table = new Table().Title("how your network was split").AddColumns("stage", "modules", "gives", "place", "why");
        foreach (var stage in split.Stages)
        {
            table.AddRow(new[] { stage.Name, stage.Modules, $"{stage.Output}", $"{stage.Place}", stage.Reason }
                .Select(Markup.Escape).ToArray());
        }

        AnsiConsole.Write(table);
    }
}
