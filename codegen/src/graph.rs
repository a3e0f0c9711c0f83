//! Nodes that lead to each other.

/// Which component each node belongs to: nodes of one component lead to each other (Tarjan, without recursion: documents
/// may be deep). `edges` are the nodes that each node leads to.
pub(crate) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let mut order = vec![NEW; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut component = vec![NEW; edges.len()];
    let (mut stack, mut next, mut found) = (Vec::new(), 0, 0);
    for start in 0..edges.len() {
        let mut calls = if order[start] == NEW { vec![(start, 0)] } else { Vec::new() };
        while let Some((node, edge)) = calls.pop() {
            if edge == 0 {
                order[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
            } else {
                low[node] = low[node].min(low[edges[node][edge - 1]]);
            }
            let mut rest = edges[node].iter().enumerate().skip(edge);
            let descend = rest.find_map(|(index, &target)| {
                if order[target] == NEW {
                    return Some((index, target));
                }
                if component[target] == NEW {
                    low[node] = low[node].min(order[target]);
                }
                None
            });
            if let Some((index, target)) = descend {
                calls.push((node, index + 1));
                calls.push((target, 0));
            } else if low[node] == order[node] {
                while let Some(member) = stack.pop() {
                    component[member] = found;
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn nodes_that_lead_to_each_other_are_one_component() {
        // 0 ⇄ 1 → 2 → 3 → 2, and 4 to itself.
        let found = components(&[vec![1], vec![0, 2], vec![3], vec![2], vec![4]]);
        assert_eq!(found[0], found[1]);
        assert_eq!(found[2], found[3]);
        let mut different = [found[0], found[2], found[4]];
        different.sort_unstable();
        assert_eq!(different, [0, 1, 2]);
    }
}
