using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Tables;
using Spectre.Console;

namespace Lana.Reproduction;

/// <summary>Creates the Markdown and the pictures from the cells; measures nothing.</summary>
internal static class RenderVerb
{
    public static Task<int> RunAsync(ReproductionOptions options)
    {
        var folder = new ResultFolder(options.Results);
        var page = new ResultPage(options.Results);
        TeacherTable.Write(folder, page);
        foreach (var table in ResultTables.All)
        {
            table.Write(folder, page);
        }

        AnsiConsole.MarkupLineInterpolated($"{page.Save()}");
        return Task.FromResult(0);
    }
}
