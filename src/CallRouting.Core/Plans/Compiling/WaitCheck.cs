using NodaTime;

namespace CallRouting;

/// <summary>Reports how long a menu may keep a caller from a person (SPEC G27).</summary>
/// <remarks>Counted are the waits for a key, not the prompts, whose lengths the plan does not know; not counted is
/// what comes after a key, since that is where the caller wanted to go. Needs a plan without circles.</remarks>
internal sealed class WaitCheck(NodeList nodes, MenuEntry[] menus, RouteEdges edges, FindingList findings)
{
    private const long Nobody = -1;
    private const long Unknown = -2;

    public void Run()
    {
        var waits = new long[nodes.Count];
        Array.Fill(waits, Unknown);
        for (var node = 0; node < waits.Length; node++)
        {
            if (nodes[node].Kind != NodeKind.Menu)
                continue;
            var wait = WaitFrom(node, waits);
            var menu = menus[nodes[node].Index];
            var times = menu.NoInputRepeats + menu.WrongKeyRepeats + 1;
            findings.Note("menu-wait", nodes.PathOf(node), wait == Nobody ?
                $"A caller who never presses a key of \"{menu.Id}\" reaches no person." :
                $"A caller who never presses a key of \"{menu.Id}\" waits up to "
                + $"{TimeLimit.Words(Duration.FromTicks(wait))}, and hears its prompt up to {times} "
                + $"{(times == 1 ? "time" : "times")}, before a person rings.");
        }
    }

    // Without recursion: a step is worked out when all that follow it are.
    private long WaitFrom(int start, long[] waits)
    {
        var path = new Stack<int>([start]);
        var next = new List<int>();
        while (path.TryPeek(out var node))
        {
            next.Clear();
            // A way back comes to its department at least the first time.
            var isPerson = nodes[node].Kind is NodeKind.Department or NodeKind.Employee or NodeKind.External
                or NodeKind.Return;
            if (!isPerson)
                edges.AddIdle(node, next);
            var missing = next.FindIndex(step => waits[step] == Unknown);
            if (missing >= 0)
            {
                path.Push(next[missing]);
                continue;
            }

            path.Pop();
            var longest = isPerson ? 0 : Nobody;
            foreach (var step in next)
                longest = Math.Max(longest, waits[step]);
            waits[node] = longest == Nobody ? Nobody : longest + OwnWait(node);
        }

        return waits[start];
    }

    private long OwnWait(int node)
    {
        if (nodes[node].Kind != NodeKind.Menu)
            return 0;
        var menu = menus[nodes[node].Index];
        return (menu.NoInputRepeats + menu.WrongKeyRepeats + 1) * menu.TimeoutTicks;
    }
}
